"""What a batch costs beside the work in it.

  tiny     processor time of `tachado run` over very many tiny PDFs, beside the analysis alone (analyse_all.cc, one
           process), and beside the same that writes each answer to a file as cheaply as can be; the supervisor's own
           share; its peak memory. --text N: with a page of so many letters each, a contract's clauses; without it a few
           lines. --like FILE: the same PDF, but for a number behind its end
  rerun    processor time of a second run with nothing to do, beside `find INPUT -printf '%s %T@ %p\\n'`
  share    the supervisor's own share of the processor time of a run over a folder
  gain     what two jobs gain over one, as a share of what two tesseract processes gain over one: pages a second of wall
           time, in turns, on a folder of scans

The output goes to a folder that was never used: file systems remember files that were deleted a moment ago, and making
new ones takes ten times as long then.

usage: batch.py tiny [--files N] [--copies N] [--text N | --like FILE] | share FOLDER... [--ocr WHEN] [--jobs N] |
       gain FOLDER...
       [--tachado PROGRAM] [--analyse PROGRAM] [--rounds N] [--out FOLDER]
"""
import argparse
import os
import pathlib
import random
import resource
import subprocess
import tempfile
import time

import measure


CLAUSES = """El proveedor se obliga a entregar los bienes en el domicilio de la dependencia, libres de todo gasto.
Las partes se reconocen la personalidad con que comparecen y manifiestan su voluntad de obligarse.
La vigencia del presente contrato será del primero de marzo al treinta y uno de diciembre de 2021.
El pago se hará en moneda nacional dentro de los veinte días naturales siguientes a la entrega de la factura.
En caso de atraso se aplicará una pena convencional del uno por ciento por cada día natural de demora.
La garantía de cumplimiento será por el diez por ciento del monto total antes del impuesto al valor agregado.
La dependencia podrá rescindir administrativamente este instrumento sin necesidad de declaración judicial.
Los precios unitarios permanecerán fijos hasta la total entrega de los bienes a satisfacción del área requirente.""".split()
PAGE_LINES = 62


def clauses(letters, random_):
    """Lines of so many letters in all, each line some 90 of them."""
    begin = random_.randrange(len(CLAUSES))
    lines = [""]
    while letters > 0:
        word = CLAUSES[begin % len(CLAUSES)]
        begin += 1
        letters -= len(word) + 1
        if len(lines[-1]) + len(word) > 90:
            lines.append("")
        lines[-1] += word + " "
    return lines[:PAGE_LINES]


def tiny_pdf(number, random_, letters):
    lines = [f"CONTRATO No. ABC/{number:06}/2021"] + [
        f"Monto total de ${random_.randint(1, 999)},{random_.randint(0, 999):03}.00 M.N." for _ in range(random_.randint(1, 4))]
    text = "BT /F1 12 Tf 72 720 Td " + " 0 -20 Td ".join(f"({line}) Tj" for line in lines)
    if letters > 0:
        text += " /F1 9 Tf 0 -10 Td " + " 0 -10 Td ".join(f"({line}) Tj" for line in clauses(letters, random_))
    text += " ET"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
               f"<< /Length {len(text)} >>\nstream\n{text}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica" + (" /Encoding /WinAnsiEncoding" if letters else "") + " >>"]
    out = "%PDF-1.4\n"
    offsets = []
    for index, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{index} 0 obj\n{body}\nendobj\n"
    xref = len(out)
    out += "xref\n0 6\n0000000000 65535 f \n" + "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return out + f"trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n{xref}\n%%EOF\n"


def another(pdf, number):
    """The same PDF with its number behind its end, so that each has a digest of its own."""
    return pdf.rstrip() + f"\n%{number:06}\n".encode()


def fill(folder, files, copies, letters, like):
    """`copies` hard links of each file, in folders of their own."""
    random_ = random.Random(1)
    model = pathlib.Path(like).read_bytes() if like else b""
    for number in range(files):
        place = folder / "0" / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{number:06}.pdf"
        path.write_bytes(another(model, number) if like else tiny_pdf(number, random_, letters).encode("latin-1"))
        for copy in range(1, copies):
            other = folder / str(copy) / f"{number // 1000:03}"
            other.mkdir(parents=True, exist_ok=True)
            os.link(path, other / path.name)


def own_seconds(pid):
    return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def supervised(command):
    """Processor seconds of a run, of its supervisor alone, and the supervisor's peak memory."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    own = peak = 0
    while process.poll() is None:
        try:
            own = max(own, own_seconds(process.pid))
        except (OSError, IndexError):
            pass
        peak = max(peak, measure.peak_of(process.pid))
        time.sleep(0.01)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, own, peak


def tiny(args, scratch):
    inputs = scratch / "in"
    fill(inputs, args.files, args.copies, args.text, args.like)
    size = sum(p.stat().st_size for p in (inputs / "0").rglob("*.pdf")) / args.files
    alone, written, runs = [], [], []
    for turn in range(args.rounds):
        alone.append(measure.run([args.analyse, str(inputs / "0")]).cpu)
        written.append(measure.run([args.analyse, "--write", str(scratch / f"plain{turn}"), str(inputs / "0")]).cpu)
        runs.append(supervised([args.tachado, "run", str(inputs), "-o", str(scratch / f"out{turn}"), "--ocr", "never", "--jobs",
                                "1", "--quiet"]))
    work = min(alone)
    cpu, own, peak = min(runs)
    plain = min(written)
    print(f"{args.files * args.copies} files of {size:.0f} bytes: run {cpu:.2f} s, analysis alone {work:.2f} s, ratio {cpu / work:.2f}; "
          f"analysis and a plain file for each {plain:.2f} s, ratio {cpu / plain:.2f}; "
          f"supervisor {own:.2f} s ({100 * own / cpu:.0f} %), peak {peak / 1e6:.0f} MB")
    again, find, start = [], [], []
    for _ in range(args.rounds):
        again.append(measure.run([args.tachado, "run", str(inputs), "-o", str(scratch / "out0"), "--ocr", "never", "--jobs", "1",
                                  "--quiet"]).cpu)
        find.append(measure.run(["find", str(inputs), "-printf", "%s %T@ %p\n"]).cpu)
        start.append(measure.run([args.tachado, "export", "--help"]).cpu)
    allowed = 3 * min(find) + min(start)
    print(f"again: {min(again):.3f} s; three times find and start-up {allowed:.3f} s, ratio {min(again) / allowed:.2f}")


def share(args, scratch):
    for turn in range(args.rounds):
        cpu, own, peak = supervised([args.tachado, "run", *args.folder, "-o", str(scratch / f"share{turn}"), "--ocr", args.ocr,
                                     "--jobs", str(args.jobs), "--quiet"])
        print(f"run {cpu:.2f} s, supervisor {own:.2f} s ({100 * own / cpu:.1f} %), peak {peak / 1e6:.0f} MB")


def wall(commands):
    begun = time.monotonic()
    processes = [subprocess.Popen(c, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                 for c in commands]
    for process in processes:
        process.wait()
    return time.monotonic() - begun


def gain(args, scratch):
    """Two jobs beside one, and two tesseract processes beside one on four pages of the first scan."""
    files = sorted(str(p) for folder in args.folder for p in pathlib.Path(folder).rglob("*.pdf"))
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-l", "4", "-png", files[0], str(scratch / "page")], check=True)
    pages = scratch / "pages.txt"
    pages.write_text("".join(f"{page}\n" for page in sorted(scratch.glob("page-*.png"))))
    recognise = ["tesseract", str(pages), "-", "-l", "spa"]
    os.environ["OMP_THREAD_LIMIT"] = "1"
    ours, theirs = [], []
    for turn in range(args.rounds):
        command = [args.tachado, "run", *files, "--quiet"]
        one = wall([command + ["-o", str(scratch / f"one{turn}"), "--jobs", "1"]])
        two = wall([command + ["-o", str(scratch / f"two{turn}"), "--jobs", "2"]])
        alone = wall([recognise])
        both = wall([recognise, recognise])
        ours.append(one / two)
        theirs.append(2 * alone / both)
    best, other = sorted(ours)[len(ours) // 2], sorted(theirs)[len(theirs) // 2]
    print("each round: " + ", ".join(f"{us:.2f} and {them:.2f}" for us, them in zip(ours, theirs)))
    print(f"two jobs over one {best:.2f}, two tesseract processes over one {other:.2f}, share {best / other:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["tiny", "share", "gain"])
    parser.add_argument("folder", nargs="*")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--text", type=int, default=0)
    parser.add_argument("--like")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ocr", default="auto")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tachado", default="build/release/pipeline/tachado")
    parser.add_argument("--analyse", default="build/release/bench/analyse_all")
    parser.add_argument("--out", help="where to work; it is left as it is")
    args = parser.parse_args()
    measured = {"tiny": tiny, "share": share, "gain": gain}[args.what]
    if args.out:
        pathlib.Path(args.out).mkdir(parents=True)
        measured(args, pathlib.Path(args.out))
        return
    with tempfile.TemporaryDirectory(prefix="tachado-bench-") as scratch:
        measured(args, pathlib.Path(scratch))


main()
