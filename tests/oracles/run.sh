#!/bin/sh
# run.sh TACHADO SAMPLES BUILD: exports of the samples before the validators of those who read them. BUILD keeps the validators.
set -eu
tachado=$1
samples=$2
build=$3
here=$(cd "$(dirname "$0")" && pwd)

command -v npm >/dev/null || { echo "npm is missing: on Debian, apt-get install npm" >&2; exit 1; }
mkdir -p "$build"
if ! cmp -s "$here/package-lock.json" "$build/installed.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$build"
  npm ci --prefix "$build" --no-audit --no-fund --ignore-scripts >"$build/npm.log" 2>&1 || { cat "$build/npm.log" >&2; exit 1; }
  cp "$here/package-lock.json" "$build/installed.json"
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# Some samples are damaged or encrypted on purpose.
"$tachado" run "$samples" -o "$out" --quiet --ocr never || [ $? -eq 3 ]
"$tachado" export "$out" --to ocds --ocid-prefix ocds-213czf --publisher 'Prueba'
"$tachado" export "$out" --to ftm
NODE_PATH=$build/node_modules
export NODE_PATH
node "$here/ocds_test.js" "$out/export/release-package.json"
node "$here/ftm_test.js" "$out/export/entities.ftm.json"
