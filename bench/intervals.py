"""Passes on the table of score_fields.py and adds the 95 % Wilson intervals of precision and recall: with few labelled
documents a figure without them says little.

usage: score_fields.py … | intervals.py
"""
import math
import sys

Z = 1.959964  # 95 %, two-sided


def wilson(hits, total):
    if total == 0:
        return "      –      "
    share = hits / total
    middle = (share + Z * Z / (2 * total)) / (1 + Z * Z / total)
    half = Z * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total)) / (1 + Z * Z / total)
    return f"{middle - half:.3f} – {middle + half:.3f}"


for line in sys.stdin:
    cells = line.split()
    if len(cells) == 8 and cells[0] == "field":
        print(line.rstrip() + "   precision 95 %  recall 95 %")
    elif len(cells) == 8 and cells[1].isdigit():
        right, wrong, missed, invented = map(int, cells[1:5])
        print(f"{line.rstrip()}   {wilson(right, right + wrong + invented)}   {wilson(right, right + wrong + missed)}")
    else:
        print(line, end="")
