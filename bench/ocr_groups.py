"""Passes on the last line of score_ocr.py, and before it sums the character error rate by kind of wear beside tesseract's own.

usage: score_ocr.py … | ocr_groups.py TRUTH_FOLDER BASELINE.tsv
"""
import csv
import pathlib
import sys

truth = pathlib.Path(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as table:
    baseline = {row["group"]: row for row in csv.DictReader(table, delimiter="\t")}
groups = {}
for line in sys.stdin:
    cells = line.split()
    if line.startswith("all:"):
        print(f"{'wear':12} {'pages':>5} {'CER':>7} {'tesseract':>9}")
        for group, (pages, errors, characters) in sorted(groups.items()):
            theirs = baseline.get(group, {}).get("cer", "–")
            print(f"{group:12} {pages:5} {errors / max(1, characters):7.4f} {theirs:>9}")
        print(line, end="")
    elif len(cells) == 5 and cells[1] == "CER":
        length = len((truth / (cells[0] + ".txt")).read_text(encoding="utf-8"))
        entry = groups.setdefault(cells[0].rpartition("-")[0], [0, 0.0, 0])
        entry[0] += 1
        entry[1] += float(cells[2]) * length
        entry[2] += length
