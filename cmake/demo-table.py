#!/usr/bin/python3
"""Prints OUT/summary.csv and OUT/failures.csv as a table. usage: demo-table.py OUT"""
import csv
import pathlib
import sys

COLUMNS = (("document", "path", 31), ("number", "contract_number", 18), ("amount", "amount", 14),
           ("supplier", "supplier_name", 34), ("signed", "date_signed", 10), ("redactions", "redactions", 10), ("level", "redaction_level", 8))


def cut(text, width):
    return text if len(text) <= width else text[:width - 1] + "…"


def row_of(record):
    row = [record.get(key, "") for _, key, _ in COLUMNS]
    row[0] = pathlib.PurePath(row[0]).name
    row[1] = row[1] or record.get("tender_number", "")
    if row[2]:
        row[2] = f"{float(row[2]):,.2f}"
    return [cut(text, width) for text, (_, _, width) in zip(row, COLUMNS)]


def print_table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [text.rjust(width) if i in (2, 5) and number else text.ljust(width)
                 for i, (text, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def main():
    out = pathlib.Path(sys.argv[1])
    with open(out / "summary.csv", encoding="utf-8-sig", newline="") as file:
        records = list(csv.DictReader(file))
    print_table([[name for name, _, _ in COLUMNS]] + [row_of(r) for r in records if r["status"] != "failed"])
    with open(out / "failures.csv", encoding="utf-8-sig", newline="") as file:
        failures = list(csv.DictReader(file))
    foreign = [f for f in failures if f["kind"] == "unsupported"]
    damaged = {f["path"]: f for f in reversed(failures) if f["kind"] != "unsupported"}  # the first of each
    if damaged:
        print("\nNot read, or not to the end:")
        for path, failure in sorted(damaged.items()):
            print(f"  {path}: {failure['kind']}: {failure['message']}")
    if foreign:
        print(f"\n{len(foreign)} other files are no documents; {out}/failures.csv lists them.")
    print(f"Everything that was found, with its places: {out}/documents/")


if __name__ == "__main__":
    main()
