#!/usr/bin/python3
"""What tachado finds of redactions that fail, beside the common rule, kind by kind.

usage: soundness.py GOLD.json FILES [--tachado BIN]

GOLD.json  {file: {"verdict": "failed|clean|unsure", "kinds": [...]}}: see score_soundness.py
FILES      the folder of the PDFs

The common rule: a glyph is hidden when a filled upright rectangle covers more than 0.8 of its box and was drawn later, or
has the glyph's colour; and when the page, rendered, is of one colour there. It is what tools in use go by. A file failed
for it when one such glyph is no blank. Its glyphs and rectangles come from pdfminer, its pixels from pdftoppm.
Prints a table in Markdown. Files labelled unsure are not counted.
"""
import argparse
import collections
import io
import json
import pathlib
import subprocess
import tempfile

import numpy
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from PIL import Image

COVERED = 0.8  # share of a glyph's box
DPI = 100
SAME = 2  # levels of 255 by which pixels of one colour may differ: rounding
PAGES = 20  # of a file
SECONDS = 60  # for one rendering


def flatten(item):
    if isinstance(item, (LTChar, LTRect)):
        yield item
    elif isinstance(item, LTContainer):
        for each in item:
            yield from flatten(each)


def colour(value):
    if value is None:
        return None
    return tuple(float(v) for v in value) if isinstance(value, (list, tuple)) else (float(value),)


def same_colour(rect, glyph):
    try:
        return colour(rect.non_stroking_color) == colour(glyph.graphicstate.ncolor)
    except (TypeError, ValueError):
        return False


def covered_glyphs(page):
    items = list(flatten(page))
    rects = [(i, r) for i, r in enumerate(items) if isinstance(r, LTRect) and r.fill]
    if not rects:
        return
    x0, y0, x1, y1 = numpy.array([[r.x0, r.y0, r.x1, r.y1] for _, r in rects]).T
    for i, glyph in enumerate(items):
        area = glyph.width * glyph.height
        if not isinstance(glyph, LTChar) or not glyph.get_text().strip() or area <= 0:
            continue
        width = numpy.minimum(glyph.x1, x1) - numpy.maximum(glyph.x0, x0)
        height = numpy.minimum(glyph.y1, y1) - numpy.maximum(glyph.y0, y0)
        over = numpy.clip(width, 0, None) * numpy.clip(height, 0, None) > COVERED * area
        if any(rects[k][0] > i or same_colour(rects[k][1], glyph) for k in numpy.flatnonzero(over)):
            yield glyph


def one_colour(image, page, glyph):
    scale = DPI / 72
    box = (int((glyph.x0 - page.x0) * scale), int((page.y1 - glyph.y1) * scale),
           int((glyph.x1 - page.x0) * scale) + 1, int((page.y1 - glyph.y0) * scale) + 1)
    part = image.crop(box)
    return all(high - low <= SAME for low, high in part.getextrema())


def common_rule(path):
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    with open(path, "rb") as file:
        for number, page in enumerate(PDFPage.get_pages(file, maxpages=PAGES), 1):
            interpreter.process_page(page)
            layout = device.get_result()
            glyphs = list(covered_glyphs(layout))
            if not glyphs:
                continue
            command = ["pdftoppm", "-r", str(DPI), "-f", str(number), "-l", str(number), str(path)]
            pixels = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True).stdout
            image = Image.open(io.BytesIO(pixels)).convert("RGB")
            if any(one_colour(image, layout, glyph) for glyph in glyphs):
                return True
    return False


def by_rule(path):
    try:
        return common_rule(path)
    except Exception:  # what its reader cannot read it does not find
        return False


def tachado_answers(binary, folder):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([binary, "run", str(folder), "-o", out, "--reveal", "--quiet"], stderr=subprocess.DEVNULL)
        answers = {}
        for path in pathlib.Path(out, "documents").rglob("*.json"):
            document = json.loads(path.read_text(encoding="utf-8"))
            whole = document["redactions"]
            findings = [f for p in document["pages"] for r in p["redactions"] for f in r["findings"]]
            kinds = {f["kind"] for f in findings + whole["leaks"]}
            answers[pathlib.PurePath(document["source"]["path"]).name] = (
                bool(whole["failed"]) or bool(whole["leaks"]), kinds)
        return answers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("files")
    parser.add_argument("--list", action="store_true", help="say what the rule finds, file by file")
    parser.add_argument("--tachado", default="build/release/pipeline/tachado")
    args = parser.parse_args()
    gold = json.loads(pathlib.Path(args.gold).read_text(encoding="utf-8"))
    answers = tachado_answers(args.tachado, args.files)
    rows = collections.defaultdict(lambda: [0, 0, 0])
    clean = [0, 0, 0]
    total = [0, 0, 0]
    for name, label in sorted(gold.items()):
        if label["verdict"] == "unsure":
            continue
        failed, _ = answers.get(name, (False, set()))
        rule = by_rule(pathlib.Path(args.files, name))
        if args.list and rule:
            print(label["verdict"], name)
        for row in [total, *(rows[kind] for kind in label["kinds"])] if label["verdict"] == "failed" else [clean]:
            row[0] += 1
            row[1] += failed
            row[2] += rule
    print("| kind | files | tachado | common rule |\n| --- | --- | --- | --- |")
    for kind, row in sorted(rows.items()):
        print(f"| {kind} | {row[0]} | {row[1]} | {row[2]} |")
    print(f"| all that fail | {total[0]} | {total[1]} | {total[2]} |")
    print(f"| false alarms on clean files | {clean[0]} | {clean[1]} | {clean[2]} |")


main()
