#!/bin/bash
# Copyright (c) the Quayside contributors.
# Licensed under the MIT License.
#
# Makes the Qt 6.8 peer: a Debian 13 (trixie) system in a directory, the peer compiled inside it, and the launcher
# artifacts/peers/qt68-peer that runs it. Every step is done once; run it again after an interruption and it goes on.
#
#   QUAYSIDE_QT68   directory of the system (default: quayside/qt68 in the user's cache directory; about 1.2 GB).
#                   It may name an existing trixie system; what is missing in it is installed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
launcher=$here/../../artifacts/peers/qt68-peer
root=$(realpath -m "${QUAYSIDE_QT68:-${XDG_CACHE_HOME:-$HOME/.cache}/quayside/qt68}")
packages="g++ pkg-config qt6-base-dev"

say() { printf 'Qt 6.8: %s\n' "$*"; }
fail() { printf 'Qt 6.8: %s\n' "$*" >&2; exit 1; }

# Runs a long command in a mount namespace of its own: what it mounts is seen by nobody else and ends with it, however it ends.
# Shows every 25th line; the whole output is in a file that is named when the command fails.
run() {
    local log=$root.log
    unshare --mount "$@" > >(tee "$log" | awk 'NR % 25 == 0 { printf "   %d: %s\n", NR, substr($0, 1, 100); fflush() }') 2>&1 \
        || fail "failed: $1 … The whole output is in $log; its end: $(tail -n 5 "$log")"
    rm -f "$log"
}

[ "$(id -u)" -eq 0 ] || fail "needs root, to mount directories and to make a Debian system: run it with sudo."
unshare --mount true 2> /dev/null || fail "needs the right to make mount namespaces (CAP_SYS_ADMIN); this container has it not."
[ -L /bin ] && [ -L /lib ] || fail "needs a system whose /bin and /lib are links into /usr."

mkdir -p "$(dirname "$root")" "$(dirname "$launcher")"
exec 9> "$root.lock"
flock 9

if [ ! -e "$root/usr/bin/dpkg" ]; then
    [ ! -e "$root" ] || rmdir "$root" 2> /dev/null || fail "$root is neither empty nor a Debian system: name another one in QUAYSIDE_QT68."
    command -v debootstrap > /dev/null || fail "debootstrap is missing: install the package of that name, then run this again."
    say "making a Debian trixie system in $root (downloads about 40 MB)"
    rm -rf --one-file-system "$root.new"
    mkdir -p "$root.packages"
    run debootstrap --variant=minbase --cache-dir="$root.packages" trixie "$root.new"
    rm -rf "$root.packages"
    mv "$root.new" "$root"
fi

# shellcheck disable=SC2086 # the packages are words
if ! chroot "$root" dpkg --status $packages > /dev/null 2>&1; then
    say "installing $packages in it (downloads about 200 MB)"
    run sh -ec '
        mount -t proc proc "$0/proc"
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        chroot "$0" dpkg --configure -a
        chroot "$0" apt-get update
        chroot "$0" apt-get install -y --no-install-recommends '"$packages"'
        chroot "$0" apt-get clean' "$root"
fi

version=$(chroot "$root" dpkg-query --show --showformat='${Version}' qt6-base-dev)
[[ $version == 6.8.* ]] || fail "$root has Qt $version instead of 6.8: name another one in QUAYSIDE_QT68."

# The name holds the sources' checksum: the peers of several clones lie side by side, and what is there is up to date.
peer=/usr/local/bin/quayside-peer-$(cat "$0" "$here"/qt/* | sha256sum | cut -c 1-16)
if [ ! -x "$root$peer" ]; then
    say "compiling the peer"
    sources=$root$peer.sources
    rm -rf "$sources"
    cp -r "$here/qt" "$sources"
    # shellcheck disable=SC2016 # the inner shell's variables
    chroot "$root" sh -ec 'c++ -std=c++17 -O2 -fPIC -Wall -Wextra -o "$0.new" "$0.sources"/*.cpp $(pkg-config --cflags --libs Qt6Gui)' "$peer"
    mv "$root$peer.new" "$root$peer"
    rm -rf "$sources"
fi

# The peer sees trixie's /usr and /etc where this system has its own, in a mount namespace of its own; every other path is the
# same for it as for everybody else. All of it becomes the peer by exec, so the process that was started is the peer.
cat > "$launcher.new" << END
#!/bin/sh
# Made by tests/peers/build-qt68-peer.sh.
exec unshare --mount sh -ec 'mount --bind "\$0/etc" /etc; mount --bind "\$0/usr" /usr; exec "\$@"' '$root' '$peer' "\$@"
END
chmod +x "$launcher.new"
mv "$launcher.new" "$launcher"
say "ready: Qt $version in $root"
