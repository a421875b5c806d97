"""Processor time and peak memory of `tachado run --ocr never` beside `pdftotext -bbox-layout`, over the same files.

One process of each a file, in turns: tachado first in odd rounds, pdftotext first in even ones, so that neither always
finds the file in warm caches. Of each file the best of its rounds counts. Files that pdftotext cannot read are left out and
counted. Then all files of a kind in one `tachado run` with one worker, as it is used, beside a process of pdftotext for each.

usage: speed.py [--tachado PROGRAM] [--rounds N] [--list] FOLDER
"""
import argparse
import pathlib
import re
import subprocess
import tempfile

import measure

LARGE_PICTURE = 200  # pixels on both sides: smaller ones are logos, rules and signatures
SCANNED_SIDE = 400  # of a sheet at 50 dpi


def output_of(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace").stdout


def kind_of(path, pages):
    """What makes a file dear: `scan` (no fonts, or a picture of its own as large as the page on every page: what fonts there
    are belong to an earlier recognition), `pictures`, or `text`."""
    if len(output_of("pdffonts", path).splitlines()) < 3:
        return "scan"
    pictures = set()
    scans = set()
    for line in output_of("pdfimages", "-list", path).splitlines()[2:]:
        fields = line.split()
        if len(fields) > 11 and min(int(fields[3]), int(fields[4])) >= LARGE_PICTURE:
            pictures.add(fields[10])
            if min(int(fields[3]), int(fields[4])) >= SCANNED_SIDE:
                scans.add(fields[10])
    if len(scans) >= pages:
        return "scan"
    return "pictures" if pictures else "text"


def pages_of(path):
    found = re.search(r"^Pages:\s+(\d+)", output_of("pdfinfo", path), re.M)
    return int(found.group(1)) if found else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--tachado", default="build/release/pipeline/tachado")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--list", action="store_true", help="every file")
    args = parser.parse_args()
    files = sorted(p for p in pathlib.Path(args.folder).rglob("*.pdf") if p.is_file())
    totals = {}
    batches = {}
    unread = 0
    with tempfile.TemporaryDirectory() as scratch:
        turn = 0

        def tachado(*inputs):
            nonlocal turn
            turn += 1
            out = f"{scratch}/{turn}"
            return measure.run([args.tachado, "run", *inputs, "-o", out, "--ocr", "never", "--jobs", "1", "--quiet"])

        def pdftotext(path):
            return measure.run(["pdftotext", "-bbox-layout", path, f"{scratch}/layout.html"])

        for path in map(str, files):
            pages = pages_of(path)
            if pages == 0 or pdftotext(path).code != 0:
                unread += 1
                continue
            kind = kind_of(path, pages)
            ours, theirs = [], []
            for round_number in range(args.rounds):
                if round_number % 2 == 0:
                    ours.append(tachado(path))
                    theirs.append(pdftotext(path))
                else:
                    theirs.append(pdftotext(path))
                    ours.append(tachado(path))
            a, b = min(ours, key=lambda c: c.cpu), min(theirs, key=lambda c: c.cpu)
            if args.list:
                print(f"  {kind:9} {pages:4} p. {a.cpu:7.3f} s {b.cpu:7.3f} s {a.cpu / max(b.cpu, 1e-3):5.2f}  "
                      f"{pathlib.Path(path).name}")
            entry = totals.setdefault(kind, [0, 0, measure.Cost(), measure.Cost()])
            entry[0] += 1
            entry[1] += pages
            entry[2].add(a)
            entry[3].add(b)
            batches.setdefault(kind, []).append(path)
        # As it is used: one run over all files of a kind, in one worker; pdftotext has a process for each.
        as_used = {}
        for kind, paths in batches.items():
            ours, theirs = [], []
            for round_number in range(args.rounds):
                def of_pdftotext():
                    sum_of = measure.Cost()
                    for path in paths:
                        sum_of.add(pdftotext(path))
                    return sum_of
                steps = [lambda: ours.append(tachado(*paths)), lambda: theirs.append(of_pdftotext())]
                for step in steps if round_number % 2 == 0 else reversed(steps):
                    step()
            as_used[kind] = min(ours, key=lambda c: c.cpu), min(theirs, key=lambda c: c.cpu)
    print(f"{'kind':9} {'files':>5} {'pages':>5} {'tachado':>10} {'pdftotext':>10} {'ratio':>6} {'peak':>8} {'peak':>8}")
    for kind, (count, pages, a, b) in sorted(totals.items()):
        print(f"{kind:9} {count:5} {pages:5} {a.cpu:8.2f} s {b.cpu:8.2f} s {a.cpu / max(b.cpu, 1e-9):6.2f} "
              f"{a.peak / 1e6:5.0f} MB {b.peak / 1e6:5.0f} MB")
    print("in one run with one worker, beside a process of pdftotext for each file:")
    for kind, (a, b) in sorted(as_used.items()):
        print(f"{kind:9} {len(batches[kind]):5} {'':5} {a.cpu:8.2f} s {b.cpu:8.2f} s {a.cpu / max(b.cpu, 1e-9):6.2f} "
              f"{a.peak / 1e6:5.0f} MB {b.peak / 1e6:5.0f} MB")
    if unread:
        print(f"left out, since pdftotext cannot read them: {unread}")


main()
