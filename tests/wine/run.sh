#!/bin/sh
# Copyright (c) the Quayside contributors.
# Licensed under the MIT License.
#
#   run.sh PROGRAM ARGUMENT...   runs a Windows program under Wine, in the prefix of these tests
#   run.sh --exists              tells by its exit code whether there is a Wine
#   run.sh --end                 ends what Wine keeps running in that prefix, and nothing else
set -eu

WINEPREFIX=$(cd "$(dirname "$0")/../.." && pwd)/artifacts/windows/prefix
WINEARCH=win64
WINEDEBUG=-all
# No menus in the user's desktop, and no offer to install a browser.
WINEDLLOVERRIDES='winemenubuilder.exe,mshtml='
# With it on, the runtime ends with an internal error here, when it unmaps code that it has written.
DOTNET_EnableWriteXorExecute=0
# SuspendThread fails here now and then, which the runtime does not survive: collect garbage as seldom as can be.
DOTNET_GCgen0size=0x10000000
DOTNET_gcConcurrent=0
export WINEPREFIX WINEARCH WINEDEBUG WINEDLLOVERRIDES DOTNET_EnableWriteXorExecute DOTNET_GCgen0size DOTNET_gcConcurrent

# Debian's wine64 puts nothing into PATH.
find_program() {
    command -v "$1" || { [ -x "/usr/lib/wine/$1" ] && echo "/usr/lib/wine/$1"; }
}

wine=$(find_program wine64 || find_program wine || true)
case "${1-}" in
    --exists) [ -n "$wine" ] ;;
    --end) "$(find_program wineserver)" -k || true ;;
    *) exec "$wine" "$@" ;;
esac
