#!/bin/sh
# Copyright (c) the Quayside contributors.
# Licensed under the MIT License.
#
# Publishes the tests of Windows and the programs that they start, and makes the prefix, Wine's own
# world, in which run.sh runs them. Without Wine it says so and publishes nothing: those tests are
# then skipped by name.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$root/artifacts/windows

if ! "$here/run.sh" --exists; then
    rm -rf "$out/programs"
    echo "Wine: not installed; tests that need Windows are skipped."
    exit 0
fi

# With places of its own for what is built, so that the ordinary build need not be restored anew.
for project in tests/Quayside.Windows.Tests tests/Quayside.CrashHost src/Quayside.Cli; do
    echo "Wine: publishing ${project##*/} for Windows."
    dotnet publish "$root/$project" --configuration Release --runtime win-x64 --self-contained \
        --artifacts-path "$out/build" --output "$out/programs" --verbosity quiet -nologo
done

if [ ! -f "$out/prefix/system.reg" ]; then
    echo "Wine: making its prefix, once."
    rm -rf "$out/prefix"
    # It says Windows 7 unless told otherwise, which .NET does not run on.
    { "$here/run.sh" wineboot -i && "$here/run.sh" winecfg -v win10; } > "$out/prefix.log" 2>&1 ||
        { rm -rf "$out/prefix"; cat "$out/prefix.log" >&2; exit 1; }
fi
