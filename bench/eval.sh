#!/bin/sh
# Scores tachado on labelled documents: runs it over each set and prints what the set's scorer says, with what it cost.
#
# usage: bench/eval.sh CORPUS EVAL
#   CORPUS  folder of the sets: redactions clean contracts soundness ocr-decisions ocr-accuracy hostile
#   EVAL    folder of the scorers
# The set "wear" is made here: pages with known text, worn in nine ways (wear.py). So is "synthetic": pages with redactions of many
# looks and pages with what only looks like one (redaction_pages.py).
#   TESSERACT=1  has tesseract read redactions, ocr-accuracy and wear in the same run
#   ONLY     sets to score, by name ("contracts clean"); all if empty
#   TACHADO  the program (build/release/pipeline/tachado)
#   JOBS     its worker processes (one per core)
#   GENERATOR, DIGITAL, SCANNED  for the set "generated": the program that makes contracts (built with `generate_contracts`),
#            how many digital ones, and how many scans at 200 and at 300 dpi each
#   PAGES, CLEAN, SEED  for "synthetic": pages of each look and of each kind of clean page (8, 4), and another draw of them (1)
#   WORDS=1  has "synthetic" recognised too, and its labels scored
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
sets=${ONLY:-redactions synthetic clean contracts soundness ocr-decisions ocr-accuracy wear hostile generated}
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

# score_groups NAME FOLDER BASELINE: error rates by kind of wear, and tesseract's where it is asked for.
score_groups() {
  score score_ocr.py "$2/truth" "$out/$1" | "$python" "$here/ocr_groups.py" "$2/truth" "$3"
  "$python" "$here/word_reliability.py" "$2/truth" "$out/$1"
  if [ -n "${TESSERACT:-}" ]; then
    rm -rf "${out:?}/$1-tesseract"
    "$python" "$here/tesseract_pages.py" "$2/files" "$out/$1-tesseract" "$2/index.tsv"
    score score_ocr.py "$2/truth" "$out/$1-tesseract" | "$python" "$here/ocr_groups.py" "$2/truth" "$3"
  fi
}

for set in $sets; do
  folder=$corpus/$set
  if [ "$set" = wear ]; then
    folder=$out/wear-pages
    rm -rf "$folder"
    "$python" "$here/wear.py" "$folder"
  fi
  if [ "$set" = synthetic ]; then
    folder=$out/synthetic-pages
    rm -rf "$folder"
    "$python" "$here/redaction_pages.py" "$folder" --pages "${PAGES:-8}" --clean "${CLEAN:-4}" --seed "${SEED:-1}"
  fi
  [ "$set" = generated ] || [ -d "$folder" ] || {
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
      # The published rule method costs a reading of the page and 0.1 s more.
      if [ -n "${TESSERACT:-}" ]; then
        find "$folder/images" -type f | sort >"$out/pages.txt"
        echo "-- tesseract alone, $(wc -l <"$out/pages.txt") pages"
        OMP_THREAD_LIMIT=1 "$python" "$here/measure.py" tesseract "$out/pages.txt" "$out/pages" -l spa+eng
      fi
      ;;
    synthetic)
      read_set synthetic "$folder/images" --ocr never
      score score_redactions.py "$folder/gold.json" "$out/synthetic"
      score score_redactions.py "$folder/by-wear.json" "$out/synthetic"
      "$python" "$here/reliability.py" "$folder/gold.json" "$out/synthetic"
      if [ -n "${WORDS:-}" ]; then
        read_set synthetic-words "$folder/images"
        score score_redactions.py "$folder/gold.json" "$out/synthetic-words"
        "$python" "$here/labels.py" "$folder/gold.json" "$out/synthetic-words"
      fi
      ;;
    clean)
      for ocr in never auto; do
        echo "-- --ocr $ocr"
        read_set "clean-$ocr" "$folder/files" --ocr "$ocr"
        score score_clean.py "$folder/pages.jsonl" "$out/clean-$ocr"
      done
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
      score_groups ocr-accuracy "$folder" "$folder/baseline.tsv"
      ;;
    wear)
      read_set wear "$folder/files"
      score_groups wear "$folder" /dev/null
      ;;
    hostile)
      read_set hostile "$folder/files"
      score score_hostile.py "$folder/expect.jsonl" "$out/hostile"
      ;;
    generated)
      for dpi in 0 200 300; do
        count=${DIGITAL:-240}
        ocr=never
        [ "$dpi" -eq 0 ] || { count=${SCANNED:-12} ocr=auto; }
        [ "$count" -gt 0 ] || continue
        echo "-- $count contracts, $dpi dpi (0: digital)"
        rm -rf "${out:?}/made-$dpi"
        "${GENERATOR:-$here/../build/release/bench/generate_contracts}" "$out/made-$dpi" "$count" "$dpi" "$((1000 + dpi))"
        read_set "generated-$dpi" "$out/made-$dpi/files" --ocr "$ocr"
        score score_fields.py "$out/made-$dpi/labels.jsonl" "$out/generated-$dpi" | "$python" "$here/intervals.py"
        "$python" "$here/answers.py" "$out/made-$dpi/labels.jsonl" "$out/generated-$dpi"
      done
      ;;
    *)
      echo "bench/eval.sh: error: $set: is no set; redactions synthetic clean contracts soundness ocr-decisions ocr-accuracy wear hostile generated are" >&2
      exit 2
      ;;
  esac
done
