"""Does a field's confidence mean what it says? Of the answers of each range of confidence, the share that is right; and minimum
and maximum of open contracts, which the scorer of the summary does not look at.

usage: answers.py LABELS.jsonl OUT      labels as bench/contracts writes them
"""
import difflib
import json
import pathlib
import re
import sys
import unicodedata

BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)
SURE = 0.9


def key(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", str(text).upper()) if not unicodedata.combining(c))
    return re.sub(r"[^A-Z0-9]+", "", re.sub(r"\b0+(?=\d)|\b(DE|DEL|NO)\b", " ", text))


def same(field, truth, seen):
    if field.startswith("amount"):
        return abs(float(truth) - float(seen)) < 0.011
    if field == "contract_number":
        return key(truth) == key(seen)
    if field == "date_signed":
        return truth == seen
    return difflib.SequenceMatcher(None, key(truth), key(seen)).ratio() >= 0.9


def answers(label, document):
    """(field, confidence, whether it is right) of every answer; None for what is missing."""
    summary, fields, accept = document["summary"], document["fields"], label.get("accept", {})
    asked = [("contract_number", label["contract_number"], "numbers", "contract", "contract_number"),
             ("amount", label["amount"]["value"], "amounts", "total", "amount"),
             ("amount_minimum", label["amount_minimum"], "amounts", "minimum", ""),
             ("amount_maximum", label["amount_maximum"], "amounts", "maximum", ""),
             ("supplier_name", label["supplier"]["name"], "parties", "supplier", "supplier"),
             ("buyer_name", label["buyer"]["name"], "parties", "buyer", "buyer"),
             ("date_signed", label["date_signed"], "dates", "signed", "date_signed")]
    for field, truth, kind, role, accepted in asked:
        answer = summary[field]
        if answer is None:
            if truth is not None:
                yield field, None, False
            continue
        value = "name" if kind == "parties" else "value"
        confidence = max((f["confidence"] for f in fields[kind] if f["role"] == role and f[value] == answer), default=0)
        right = [t for t in [truth, *accept.get(accepted, [])] if t is not None]
        yield field, confidence, any(same(field, t, answer) for t in right)


def main():
    documents = {}
    for path in sorted(pathlib.Path(sys.argv[2]).rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(document, dict) and "summary" in document and "source" in document:
            documents[pathlib.PurePath(document["source"]["path"]).name] = document
    every = []
    for line in open(sys.argv[1], encoding="utf-8"):
        label = json.loads(line)
        if label["file"] in documents:
            every += answers(label, documents[label["file"]])
    for field in ("amount_minimum", "amount_maximum"):
        of_field = [a for a in every if a[0] == field]
        print(f"{field:16} {sum(a[2] for a in of_field):5} right of {len(of_field)}")
    given = [a for a in every if a[1] is not None]
    print(f"{'confidence':>12} {'answers':>8} {'right':>6} {'share':>6}")
    for low, high in zip(BINS, BINS[1:]):
        inside = [right for _, confidence, right in given if low <= confidence < high]
        if inside:
            print(f"{low:5.2f} – {min(high, 1):4.2f} {len(inside):8} {sum(inside):6} {sum(inside) / len(inside):6.3f}")
    sure = [right for _, confidence, right in given if confidence >= SURE]
    if sure:
        print(f"of {len(sure)} answers with a confidence of {SURE} or more, {sum(sure) / len(sure):.3f} are right")


main()
