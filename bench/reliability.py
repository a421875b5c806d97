"""Does a redaction's confidence mean what it says? Of the redactions of each range of confidence, the share that is a labelled
one (intersection over union of at least 0.5, one to one), and the expected calibration error.

usage: reliability.py GOLD.json OUT
"""
import json
import pathlib
import sys

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


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
    print(f"{'confidence':>12} {'found':>6} {'right':>6} {'mean':>6} {'share':>6}")
    error = 0.0
    for low, high in zip(BINS, BINS[1:]):
        inside = [(c, r) for c, r in every if low <= c < high or (high == BINS[-1] and c == high)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            error += abs(mean - share) * len(inside) / len(every)
            print(f"{low:5.2f} – {high:4.2f} {len(inside):6} {sum(r for _, r in inside):6} {mean:6.3f} {share:6.3f}")
    sure = [right for confidence, right in every if confidence >= 0.9]
    if sure:
        print(f"of confidence 0.9 and more: {sum(sure) / len(sure):.3f} right ({sum(sure)} of {len(sure)})")
    print(f"expected calibration error {error:.3f}")


main()
