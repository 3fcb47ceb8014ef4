#!/bin/sh
# Copyright (c) the Quayside contributors.
# Licensed under the MIT License.
#
# Compiles the Qt peer program of the interoperability tests with Qt 5 and with Qt 6,
# each only when the program is of other sources. A Qt that is not installed is
# reported and is no failure: the tests that need it are skipped by name.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../artifacts/peers
mkdir -p "$out"

exec 9>"$out/.lock"
flock 9

sources=$("$here/../fingerprint.sh" tests/peers/qt tests/peers/build-qt-peers.sh)

for qt in 5 6; do
    peer=$out/qt$qt-peer
    if ! pkg-config --exists "Qt${qt}Gui" 2>/dev/null || ! command -v c++ >/dev/null; then
        rm -f "$peer"
        echo "Qt $qt: not installed (its development files or a C++ compiler are missing); tests with it are skipped."
    elif [ -x "$peer" ] && [ "$(cat "$peer.sources" 2>/dev/null)" = "$sources" ]; then
        echo "Qt $qt: $peer is up to date."
    else
        # shellcheck disable=SC2046 # the flags are words
        rm -f "$peer.sources"
        c++ -std=c++17 -O2 -fPIC -Wall -Wextra -o "$peer.new" "$here"/qt/*.cpp $(pkg-config --cflags --libs "Qt${qt}Gui")
        mv "$peer.new" "$peer"
        echo "$sources" > "$peer.sources"
        echo "Qt $qt: built $peer."
    fi
done
