#!/usr/bin/env bash
# Compiles Quayside.AotHost ahead of time, into artifacts/aot. Fails if the compiler warns: trimming must break nothing.
# Without a linker or without the compiler's package it says so and leaves nothing there; then the tests that need it are skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."

project=tests/Quayside.AotHost
output=artifacts/aot
rm -rf "$output"
linker=$(command -v clang || command -v gcc || true)
if [ -z "$linker" ]; then
    echo "There is neither clang nor gcc, so nothing is compiled ahead of time; the tests that need it are skipped." >&2
    exit 0
fi

options=(--runtime "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" -p:PublishAot=true)
if ! log=$(dotnet restore "$project" --verbosity quiet "${options[@]}" 2>&1); then
    printf '%s\n' "The ahead-of-time compiler cannot be had; the tests that need it are skipped. It says:" "$log" >&2
    exit 0
fi

dotnet publish "$project" --no-restore --configuration Release --verbosity quiet -nologo \
    "${options[@]}" -p:CppCompilerAndLinker="$(basename "$linker")" --output "$output"
