#!/usr/bin/env bash
# Publishes Quayside.Torture as native code, into artifacts/torture, with a note of the sources that it is built of.
# Without a C compiler it says so; then the program is killed as it was built, which takes longer.
#   torture.sh            publishes it, unless what is there is of these sources
#   torture.sh --sources  says of which sources it would be
set -euo pipefail
cd "$(dirname "$0")/../.."

sources=$(tests/fingerprint.sh src/Quayside src/Quayside.Platform tests/Quayside.Torture tests/Quayside.Testing \
    Directory.Build.props src/Directory.Build.props tests/Directory.Build.props Directory.Packages.props global.json)
if [ "${1:-}" = --sources ]; then echo "$sources"; exit 0; fi

output=artifacts/torture
if [ -x "$output/Quayside.Torture" ] && [ "$(cat "$output/sources" 2>/dev/null)" = "$sources" ]; then exit 0; fi
rm -rf "$output"
if dotnet publish tests/Quayside.Torture --configuration Release --use-current-runtime --output "$output" --verbosity quiet -nologo; then
    echo "$sources" > "$output/sources"
else
    rm -rf "$output"
    echo "It is killed as it was built, which takes longer."
fi
