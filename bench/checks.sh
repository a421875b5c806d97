#!/bin/sh
# What the checks of soundness cost beside the extract stage, in instructions: they do not depend on what else the machine does.
#
# usage: bench/checks.sh FILE.pdf...
#   TACHADO  the program (build/release/pipeline/tachado)
#
# `tachado compare FILE FILE` reads the file twice in one process; valgrind counts. Needs valgrind.
set -eu
[ $# -gt 0 ] || {
  echo "usage: bench/checks.sh FILE.pdf..." >&2
  exit 2
}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tachado=${TACHADO:-$here/../build/release/pipeline/tachado}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for file in "$@"; do
  valgrind --tool=callgrind --callgrind-out-file="$out/counts" "$tachado" compare "$file" "$file" --ocr never >/dev/null 2>"$out/said" || {
    cat "$out/said" >&2
    exit 4
  }
  callgrind_annotate --inclusive=yes --threshold=99.99 "$out/counts" | awk -v file="$file" '
    function count() { gsub(",", "", $1); return $1 / 1e6 }
    /::extract_page\(tachado::PageSource/ { extract = count() }
    /SoundnessChecker::check\(/ { regions = count() }
    /Judge::finish\(/ { whole = count() }
    /::removed_by_revisions\(/ { revisions = count() }
    /::read_notes\(/ { notes = count() }
    END {
      printf "%s: extract %.1f M, regions %.1f M, outside them %.1f M, earlier revisions %.1f M, grounds %.1f M: %.2f of extract\n",
        file, extract, regions, whole - revisions, revisions, notes, (regions + whole) / extract
    }'
done
