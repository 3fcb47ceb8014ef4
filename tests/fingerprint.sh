#!/bin/sh
# Copyright (c) the Quayside contributors.
# Licensed under the MIT License.
#
# Says of which sources something is built: one number for all files below the given files and folders, by their names and contents.
# A program is up to date when the number that was noted as it was built is still the same. Ages of files tell nothing of that.
set -eu
cd "$(dirname "$0")/.."
find "$@" \( -name bin -o -name obj \) -prune -o -type f -print | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum | cut -c1-64
