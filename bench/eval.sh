#!/bin/sh
# Scores tachado on labelled documents: runs it over each set and prints what the set's scorer says, with what it cost.
#
# usage: bench/eval.sh CORPUS EVAL
#   CORPUS  folder of the sets: redactions clean contracts soundness ocr-decisions ocr-accuracy hostile
#   EVAL    folder of the scorers
#   ONLY     sets to score, by name ("contracts clean"); all if empty
#   TACHADO  the program (build/release/pipeline/tachado)
#   JOBS     its worker processes (one per core)
#   OUT      where its outputs go and stay; a folder that is removed afterwards if empty
set -eu
[ $# -eq 2 ] && [ -d "$1" ] && [ -d "$2" ] || {
  echo "usage: bench/eval.sh CORPUS EVAL" >&2
  exit 2
}
corpus=$1
eval=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tachado=${TACHADO:-$here/../build/release/pipeline/tachado}
sets=${ONLY:-redactions clean contracts soundness ocr-decisions ocr-accuracy hostile}
if [ -n "${OUT:-}" ]; then
  out=$OUT
  mkdir -p "$out"
else
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
fi
python=/usr/bin/python3

# read_set NAME INPUT OPTION...: a fresh run into $out/NAME, its cost in one line.
read_set() {
  name=$1
  input=$2
  shift 2
  rm -rf "${out:?}/$name"
  "$python" "$here/measure.py" "$tachado" run "$input" -o "$out/$name" --quiet --jobs "${JOBS:-0}" "$@"
}
# A scorer's exit code says whether a bar was met; here all of them are printed.
score() {
  "$python" "$eval/$1" "$2" "$3" || true
}

for set in $sets; do
  folder=$corpus/$set
  [ -d "$folder" ] || {
    echo "bench/eval.sh: error: $folder: is not there" >&2
    exit 2
  }
  echo
  echo "== $set"
  case $set in
    redactions)
      for ocr in never auto; do
        echo "-- --ocr $ocr"
        read_set "redactions-$ocr" "$folder/images" --ocr "$ocr"
        score score_redactions.py "$folder/gold.json" "$out/redactions-$ocr"
        "$python" "$here/reliability.py" "$folder/gold.json" "$out/redactions-$ocr"
      done
      ;;
    clean)
      read_set clean "$folder/files"
      score score_clean.py "$folder/pages.jsonl" "$out/clean"
      ;;
    contracts)
      read_set contracts "$folder/files"
      score score_fields.py "$folder/labels.jsonl" "$out/contracts" | "$python" "$here/intervals.py"
      ;;
    soundness)
      read_set soundness "$folder/files" --reveal
      score score_soundness.py "$folder/gold.json" "$out/soundness"
      ;;
    ocr-decisions)
      read_set ocr-decisions "$folder/files"
      score score_ocr_decisions.py "$folder/labels.jsonl" "$out/ocr-decisions"
      ;;
    ocr-accuracy)
      read_set ocr-accuracy "$folder/files"
      score score_ocr.py "$folder/truth" "$out/ocr-accuracy" | "$python" "$here/ocr_groups.py" "$folder/truth" "$folder/baseline.tsv"
      "$python" "$here/word_reliability.py" "$folder/truth" "$out/ocr-accuracy"
      ;;
    hostile)
      read_set hostile "$folder/files"
      score score_hostile.py "$folder/expect.jsonl" "$out/hostile"
      ;;
    *)
      echo "bench/eval.sh: error: $set: is no set; redactions clean contracts soundness ocr-decisions ocr-accuracy hostile are" >&2
      exit 2
      ;;
  esac
done
