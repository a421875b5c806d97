#!/bin/sh
# What the fields cost beside the extract stage, in instructions: they do not depend on what else the machine does.
#
# usage: bench/fields.sh FOLDER [LIST.csv]
#   FOLDER   born-digital contracts; nothing is recognised
#   LIST     a watch list (a header with "name"): measured once more with it
#   TACHADO  the program (build/release/pipeline/tachado)
#
# One worker reads all of them in one run, so that compiling the rules counts once, as in any batch. Needs valgrind.
set -eu
[ $# -gt 0 ] && [ -d "$1" ] || {
  echo "usage: bench/fields.sh FOLDER [LIST.csv]" >&2
  exit 2
}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tachado=${TACHADO:-$here/../build/release/pipeline/tachado}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# count NAME OPTION...: the instructions of the worker, the biggest of the processes.
count() {
  name=$1
  shift
  rm -rf "$out/run"
  valgrind --tool=callgrind --trace-children=yes --callgrind-out-file="$out/$name.%p" \
    "$tachado" run "$folder" -o "$out/run" --ocr never --jobs 1 --no-sandbox --quiet "$@" >/dev/null 2>"$out/said" || {
    cat "$out/said" >&2
    exit 4
  }
  # shellcheck disable=SC2012  # names of our own making
  worker=$(ls -S "$out/$name".* | head -n 1)
  callgrind_annotate --inclusive=yes --threshold=99.99 "$worker" | awk -v name="$name" '
    function millions() { gsub(",", "", $1); return $1 / 1e6 }
    /::extract_page\(tachado::PageSource/ { extract = millions() }
    /:fields::Collector::add\(/ { add = millions() }
    /:fields::Collector::finish\(/ { finish = millions() }
    /:fields::Rules::load\(/ { load = millions() }
    /:pcre2_jit_compile_8/ { jit = millions() }
    END {
      printf "%s: extract %.1f M, fields %.1f M (%.3f of extract), of which %.1f M once for machine code; rules and lists loaded once: %.1f M\n",
        name, extract, add + finish, (add + finish) / extract, jit, load
    }'
}
folder=$1
count fields
[ $# -lt 2 ] || count fields_with_list --watchlist "$2"
