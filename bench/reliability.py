"""Does a redaction's confidence mean what it says? Of the redactions of each range of confidence, the share that is a labelled
one (intersection over union of at least 0.5, one to one), and the expected calibration error.

usage: reliability.py GOLD.json OUT
"""
import json
import pathlib
import sys

from scoring import iou, reliability


def judged(gold, documents):
    """(confidence, whether it is a labelled one) of every redaction."""
    for name, page in gold.items():
        width, height = page["width"], page["height"]
        labels = [(b[0] / width, b[1] / height, b[2] / width, b[3] / height) for b in page["boxes"]]
        seen = []
        for sheet in documents.get(name, {"pages": []})["pages"]:
            for redaction in sheet["redactions"]:
                if redaction["kind"] != "replaced_text":
                    x0, y0, x1, y1 = redaction["bbox"]
                    seen.append(((x0 / sheet["width"], y0 / sheet["height"], x1 / sheet["width"], y1 / sheet["height"]),
                                 redaction["confidence"]))
        pairs = sorted(((iou(label, box), i, j) for i, label in enumerate(labels) for j, (box, _) in enumerate(seen)), reverse=True)
        used, right = set(), set()
        for overlap, i, j in pairs:
            if overlap >= 0.5 and i not in used and j not in right:
                used.add(i)
                right.add(j)
        for j, (_, confidence) in enumerate(seen):
            yield confidence, j in right


def main():
    gold = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    documents = {}
    for path in sorted(pathlib.Path(sys.argv[2], "documents").rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        documents[pathlib.PurePath(document["source"]["path"]).name] = document
    every = list(judged(gold, documents))
    error = reliability(every, "found")
    sure = [right for confidence, right in every if confidence >= 0.9]
    if sure:
        print(f"of confidence 0.9 and more: {sum(sure) / len(sure):.3f} right ({sum(sure)} of {len(sure)})")
    print(f"expected calibration error {error:.3f}")


main()
