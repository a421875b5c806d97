"""What tesseract makes of the 300-dpi renderings of the same files, in the form that the scorers read, and its processor time.

One process a page, one thread; rendering is not counted.

usage: tesseract_pages.py FILES_FOLDER OUT [INDEX.tsv]     INDEX: columns name and lang; Spanish where it says nothing
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import measure


def languages_of(index):
    if not index:
        return {}
    with open(index, encoding="utf-8") as table:
        return {row["name"]: row["lang"] for row in csv.DictReader(table, delimiter="\t") if row.get("lang")}


def main():
    files, out = map(pathlib.Path, sys.argv[1:3])
    languages = languages_of(sys.argv[3] if len(sys.argv) > 3 else None)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    out.mkdir(parents=True, exist_ok=True)
    total = measure.Cost()
    count = 0
    for path in sorted(files.glob("*.pdf")):
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["pdftoppm", "-r", "300", "-gray", str(path), f"{scratch}/page"], check=True)
            pages = []
            for picture in sorted(pathlib.Path(scratch).glob("*.pgm")):
                total.add(measure.run(["tesseract", str(picture), f"{scratch}/text", "-l", languages.get(path.stem, "spa")]))
                pages.append({"number": len(pages) + 1, "text": pathlib.Path(scratch, "text.txt").read_text(encoding="utf-8")})
                count += 1
        (out / f"{path.stem}.json").write_text(json.dumps({"source": {"path": path.name}, "pages": pages}), encoding="utf-8")
    print(f"tesseract: {total.cpu:.1f} s of processor time for {count} pages")


main()
