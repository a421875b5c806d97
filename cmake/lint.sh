#!/bin/sh
# lint.sh BUILD JOBS: clang-format over all of our sources, clang-tidy over those that BUILD compiles; any finding fails.
set -eu
build=$1
jobs=$2

status=0
git ls-files -z '*.cc' '*.h' | xargs -0 clang-format --dry-run -Werror || status=1

git ls-files '*.cc' | while read -r file; do
  if grep -qF "/$file\"" "$build/compile_commands.json"; then echo "$file"; fi
done | xargs -n 1 -P "$jobs" clang-tidy -p "$build" --quiet --warnings-as-errors='*' >"$build/lint.log" 2>&1 || status=1
grep -vE 'warnings? (generated|treated as errors?)|^Suppressed|^Use -header-filter' "$build/lint.log" || true
exit $status
