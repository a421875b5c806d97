"""Processor time of `tachado run` on scans beside `tesseract` and `ocrmypdf`, over the same pages on the same cores.

tachado gets all files in one run. tesseract gets each page as a 300-dpi picture (its rendering is not counted; of picture files it
gets the picture), one process a page, one thread, in the language that tachado reads with. ocrmypdf gets each file once, with as
many jobs as tachado, and writes plain PDF, which is its cheapest; files that hold text already it is made to read with --force-ocr.
In odd rounds tachado goes first, in even ones last; of each program the best round counts.

usage: ocr.py [--tachado PROGRAM] [--pages N] [--rounds N] [--jobs N] [--without-ocrmypdf] FILE_OR_FOLDER...
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile

from PIL import Image, ImageSequence

import measure

DPI = 300
PICTURES = (".tif", ".tiff", ".png", ".jpg", ".jpeg")
HAS_TEXT = 6  # ocrmypdf's exit code for a file with text of its own
LANGUAGE = "spa"


def quietly(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def files_of(inputs):
    for each in map(pathlib.Path, inputs):
        inside = (path for path in sorted(each.rglob("*")) if path.suffix.lower() in (".pdf", *PICTURES))
        yield from inside if each.is_dir() else [each]


def first_pages(files, pages, folder):
    """Copies of the files, with their first pages only where that is wished; qpdf copies the stored pictures as they are."""
    for number, path in enumerate(files):
        target = folder / f"{number:03}-{path.name}"
        if pages and path.suffix.lower() == ".pdf":
            quietly("qpdf", str(path), "--pages", str(path), f"1-{pages}", "--", str(target))
        if not target.exists():  # fewer pages than asked for, or damaged
            shutil.copy(path, target)
        yield target


def page_pictures(scan, folder):
    """The file's pages as pictures for tesseract."""
    if scan.suffix.lower() == ".pdf":
        quietly("pdftoppm", "-r", str(DPI), "-gray", str(scan), str(folder / scan.stem))
        return
    with Image.open(scan) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture)):
            frame.convert("L").save(folder / f"{scan.stem}-{number}.pgm")


def as_pdf(scan, folder):
    """The file itself, or a PDF of its pictures, which is what ocrmypdf reads."""
    if scan.suffix.lower() == ".pdf":
        return scan
    target = folder / (scan.stem + ".pdf")
    with Image.open(scan) as picture:
        frames = [frame.convert("L") for frame in ImageSequence.Iterator(picture)]
        frames[0].save(target, "PDF", resolution=float(picture.info.get("dpi", (DPI, DPI))[0]), save_all=True, append_images=frames[1:])
    return target


def tachado(program, scans, jobs, scratch):
    out = scratch / "out"
    shutil.rmtree(out, ignore_errors=True)
    return measure.run([program, "run", str(scans), "-o", str(out), "--quiet", "--jobs", str(jobs)])


def tesseract(pictures, scratch):
    total = measure.Cost()
    for picture in pictures:
        total.add(measure.run(["tesseract", str(picture), str(scratch / "text"), "-l", LANGUAGE]))
    return total


def ocrmypdf(scans, jobs, scratch):
    total = measure.Cost()
    command = ["ocrmypdf", "--jobs", str(jobs), "-l", LANGUAGE, "--output-type", "pdf"]
    for scan in scans:
        cost = measure.run([*command, str(scan), str(scratch / "copy.pdf")])
        if cost.code == HAS_TEXT:
            cost = measure.run([*command, "--force-ocr", str(scan), str(scratch / "copy.pdf")])
        total.add(cost)
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tachado", default="build/release/pipeline/tachado")
    parser.add_argument("--pages", type=int, default=0, help="the first so many of each PDF; 0: all")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--without-ocrmypdf", action="store_true")
    parser.add_argument("inputs", nargs="+")
    args = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        scans = scratch / "scans"
        scans.mkdir()
        taken = list(first_pages(files_of(args.inputs), args.pages, scans))
        for scan in taken:
            page_pictures(scan, scratch)
        pdfs = [as_pdf(scan, scratch) for scan in taken]
        pictures = sorted(scratch.glob("*.pgm"))
        programs = {"tachado": lambda: tachado(args.tachado, scans, args.jobs, scratch),
                    "tesseract": lambda: tesseract(pictures, scratch)}
        if not args.without_ocrmypdf:
            programs["ocrmypdf"] = lambda: ocrmypdf(pdfs, args.jobs, scratch)
        best = {}
        for number in range(args.rounds):
            order = list(programs) if number % 2 == 0 else list(reversed(programs))
            for program in order:
                cost = programs[program]()
                if program not in best or cost.cpu < best[program].cpu:
                    best[program] = cost
    print(f"{len(taken)} files, {len(pictures)} pages, {args.rounds} rounds")
    for program, cost in best.items():
        ratio = best["tachado"].cpu / max(cost.cpu, 1e-9)
        print(f"{program:10} {cost.cpu:7.2f} s, {cost.cpu / max(len(pictures), 1):5.2f} s a page, peak of a process "
              f"{cost.peak / 1e6:4.0f} MB, exit code {cost.code}" + ("" if program == "tachado" else f"; tachado takes {ratio:.2f} of it"))


main()
