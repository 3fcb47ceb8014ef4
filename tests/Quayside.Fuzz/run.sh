#!/usr/bin/env bash
# Lets afl-fuzz look for bytes that reading a picture does not bear: tests/Quayside.Fuzz/run.sh [SECONDS], 600 without.
# Installs afl++ (root or sudo) and SharpFuzz's tool if they are missing. Ends with 1 when a crash or a hang was found; they stay in
# artifacts/fuzz/found, and `dotnet artifacts/fuzz/program/Quayside.Fuzz.dll try FILE` shows what one of them does.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if ! command -v afl-fuzz > /dev/null; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends afl++
fi
[ -x artifacts/fuzz/tool/sharpfuzz ] || dotnet tool install SharpFuzz.CommandLine --tool-path artifacts/fuzz/tool --version 2.3.0

rm -rf artifacts/fuzz/{program,seeds,found}
dotnet publish tests/Quayside.Fuzz --configuration Release --output artifacts/fuzz/program --verbosity quiet -nologo
dotnet artifacts/fuzz/program/Quayside.Fuzz.dll seeds artifacts/fuzz/seeds
artifacts/fuzz/tool/sharpfuzz artifacts/fuzz/program/Quayside.Imaging.dll

# What runs is no program that afl compiled, and neither the cores' clocks nor the place of core dumps are ours to set.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
[ -t 1 ] || export AFL_NO_UI=1
afl-fuzz -i artifacts/fuzz/seeds -o artifacts/fuzz/found -t 10000 -m none -V "$seconds" -- dotnet artifacts/fuzz/program/Quayside.Fuzz.dll \
    | { [ -t 1 ] && cat || tail -n 3; }

grep -E '^(execs_done|corpus_count|saved_crashes|saved_hangs)' artifacts/fuzz/found/default/fuzzer_stats
grep -qE '^saved_crashes +: 0$' artifacts/fuzz/found/default/fuzzer_stats && grep -qE '^saved_hangs +: 0$' artifacts/fuzz/found/default/fuzzer_stats
