#!/bin/sh
# Runs every fuzzer for some seconds, from the committed corpus on. A finding ends the run with its file named: put that file
# into tests/fuzz/corpus/NAME once it is mended.
#
# usage: tests/fuzz/run.sh [SECONDS [NAME...]]
set -eu
seconds=${1:-60}
[ $# -gt 0 ] && shift
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
build=$root/build/fuzz

cd "$root"
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers

[ $# -gt 0 ] || set -- $(cd "$here/corpus" && ls)
for name in "$@"; do
  echo "== $name: $seconds s"
  mkdir -p "$build/corpus/$name" "$build/findings"
  # Poppler, Leptonica and fontconfig keep some memory until the process ends, which is looked at once more then: leaks are
  # looked for by the asan preset's tests.
  ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}" "$build/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -detect_leaks=0 \
    -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/findings/$name-" \
    "$build/corpus/$name" "$here/corpus/$name" 2>"$build/findings/$name.log" || {
    tail -n 40 "$build/findings/$name.log"
    echo "tests/fuzz/run.sh: $name found something: see $build/findings" >&2
    exit 1
  }
  grep -E 'stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "$build/findings/$name.log"
done
