#!/bin/sh
# install-packages.sh SECTION…: installs the packages of packages.txt that are missing, and says which.
# Says nothing where none is.
set -eu

list=$(dirname "$0")/packages.txt

if ! command -v dpkg-query >/dev/null; then
  echo "tachado: note: packages are installed on Debian only; see $list for what is needed" >&2
  exit 0
fi

wanted=$(for section in "$@"; do
  awk -v section="[$section]" '/^\[/ { on = ($1 == section) } /^[a-z]/ && on { print $1 }' "$list"
done)

# A virtual or unknown name is missing too: dpkg-query then prints nothing for it.
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | awk '$2 == "installed" { print $1 }' || true)
missing=
for package in $wanted; do
  echo "$installed" | grep -qxF "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "tachado: error: missing packages:$missing; install them as root, or install sudo" >&2
    exit 4
  fi
  root=sudo
fi

export DEBIAN_FRONTEND=noninteractive
echo "Installing (some minutes):$missing"
# Fresh lists only where the present ones do not know the packages or no longer fit the archive.
install() {
  $root apt-get install --yes --quiet=2 --no-install-recommends $missing </dev/null >/dev/null
}
if ! apt-get install --simulate --quiet=2 --no-install-recommends $missing >/dev/null 2>&1 || ! install; then
  $root apt-get update --quiet=2 </dev/null
  install
fi
