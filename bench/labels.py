"""Are the labels in redactions read? Of the labelled boxes that were found (intersection over union of at least 0.5), the share whose
label is the printed one, blanks and case apart; and how many boxes without one were given one.

usage: labels.py GOLD.json OUT      GOLD.json as redaction_pages.py writes it, OUT as `tachado run` does
"""
import json
import pathlib
import re
import sys
from collections import Counter

from scoring import iou


def plain(text):
    return re.sub(r"\s+", "", text or "").casefold()


def main():
    gold = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    tally = {}
    wrong = []
    for path in sorted(pathlib.Path(sys.argv[2], "documents").rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        page = gold.get(pathlib.PurePath(document["source"]["path"]).name)
        if page is None:
            continue
        count = tally.setdefault(page["class"], Counter())
        sheet = document["pages"][0]
        x, y = page["width"] / sheet["width"], page["height"] / sheet["height"]
        for box, label in zip(page["boxes"], page["labels"]):
            best = max(sheet["redactions"], default=None,
                       key=lambda r: iou(box, [r["bbox"][0] * x, r["bbox"][1] * y, r["bbox"][2] * x, r["bbox"][3] * y]))
            if best is None or iou(box, [best["bbox"][0] * x, best["bbox"][1] * y, best["bbox"][2] * x, best["bbox"][3] * y]) < 0.5:
                continue
            if label is None:
                count["bare"] += 1
                count["made up"] += best["label"] is not None
                continue
            count["labelled"] += 1
            count["read"] += best["label"] is not None
            count["right"] += plain(best["label"]) == plain(label)
            if plain(best["label"]) != plain(label):
                wrong.append(f"  {path.stem}: {label!r} read as {best['label']!r}")
    print(f"{'look':16} {'labelled':>8} {'read':>6} {'right':>6}   {'bare':>5} {'made up':>7}")
    for name, count in sorted(tally.items()) + [("all", sum(tally.values(), Counter()))]:
        print(f"{name:16} {count['labelled']:8} {count['read']:6} {count['right']:6}   {count['bare']:5} {count['made up']:7}")
    print("\n".join(wrong[:40]))


main()
