#!/bin/sh
# lint.sh BUILD JOBS: clang-format over all of our sources, clang-tidy over those that BUILD compiles; any finding fails.
# A source that passed is not looked at again until it, a header or the checks change.
set -eu
build=$1
jobs=$2

status=0
git ls-files -z '*.cc' '*.h' | xargs -0 clang-format --dry-run -Werror || status=1

headers=$(git ls-files -z '*.h' .clang-tidy | xargs -0 cat | sha256sum | cut -c 1-16)
passed=$build/lint/$headers
[ -d "$passed" ] || rm -rf "$build/lint"
mkdir -p "$passed"
export build passed

git ls-files '*.cc' | while read -r file; do
  if grep -qF "/$file\"" "$build/compile_commands.json"; then echo "$file"; fi
done | xargs -n 1 -P "$jobs" sh -c '
  stamp=$passed/$(cat "$0" | sha256sum | cut -c 1-16)-$(basename "$0")
  [ -e "$stamp" ] && exit 0
  # qpdf 11: see stages/export/CMakeLists.txt.
  standard=
  if grep -qE "<qpdf/|pdf_copy\.h" "$0"; then standard="--extra-arg=-std=c++17 --extra-arg=-Wno-c++20-extensions"; fi
  # shellcheck disable=SC2086
  if clang-tidy -p "$build" --quiet --warnings-as-errors="*" --extra-arg=-Wno-unknown-warning-option $standard "$0" >"$stamp.log" 2>/dev/null; then
    mv "$stamp.log" "$stamp"
  else
    cat "$stamp.log"
    rm "$stamp.log"
    exit 1
  fi' || status=1
exit $status
