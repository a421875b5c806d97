"""Peak memory of every process of `tachado run` on a long document scanned at 300 dpi, made for the purpose.

The pages are A4, grey, JPEG at quality 75, with lines of text-like marks, noise and a few black bars; no two are alike.

With --forms: instead, one such page in each form that scanners deliver, at 300 and 600 dpi, recognised.

usage: memory.py [--tachado PROGRAM] [--pages N] [--ocr MODE] [--limit-mb N] [--keep FILE] [--forms]
"""
import argparse
import io
import pathlib
import random
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont

import measure

WIDTH, HEIGHT = 2480, 3508  # A4 at 300 dpi
# Mostly words without a meaning to any rule of fields: a text of nothing but "monto" and "contrato" reaches their limits.
WORDS = """contrato monto proveedor las partes acuerdan que durante la vigencia del presente instrumento se entregarán los equipos
descritos en el anexo técnico conforme a los plazos previstos y bajo las condiciones de calidad garantía soporte capacitación
mantenimiento preventivo correctivo refacciones traslado instalación pruebas puesta en marcha""".split()


def scanned_page(number):
    dice = random.Random(number)
    page = Image.new("L", (WIDTH, HEIGHT), 245)
    draw = ImageDraw.Draw(page)
    try:
        font = ImageFont.truetype("DejaVuSans.ttf", 44)
    except OSError:
        font = ImageFont.load_default()
    for row in range(40):
        y = 250 + row * 75
        draw.text((250, y), " ".join(dice.choice(WORDS) for _ in range(9)) + f" {number}", font=font, fill=30)
    for _ in range(3):
        x, y = dice.randrange(250, 1500), 250 + dice.randrange(40) * 75
        draw.rectangle((x, y, x + dice.randrange(200, 700), y + 52), fill=8)
    noise = Image.effect_noise((WIDTH // 2, HEIGHT // 2), 12).resize((WIDTH, HEIGHT))
    return Image.blend(page, noise, 0.06)


def write_pdf(path, pages):
    """Streams one JPEG after the other into a PDF."""
    offsets = []
    with open(path, "wb") as out:

        def write_object(body):
            offsets.append(out.tell())
            out.write(b"%d 0 obj\n" % len(offsets) + body + b"\nendobj\n")

        out.write(b"%PDF-1.4\n")
        kids = b" ".join(b"%d 0 R" % (3 + 3 * i) for i in range(pages))
        write_object(b"<</Type/Catalog/Pages 2 0 R>>")
        write_object(b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
        for number in range(pages):
            first = 3 + 3 * number
            picture = io.BytesIO()
            scanned_page(number).save(picture, "JPEG", quality=75)
            data = picture.getvalue()
            content = b"q 595.2 0 0 841.92 0 0 cm /I Do Q"
            write_object(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.2 841.92]/Contents %d 0 R"
                         b"/Resources<</XObject<</I %d 0 R>>>>>>" % (first + 1, first + 2))
            write_object(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
            write_object(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
                         b"/Filter/DCTDecode/Length %d>>stream\n%s\nendstream" % (WIDTH, HEIGHT, len(data), data))
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        for offset in offsets:
            out.write(b"%010d 00000 n \n" % offset)
        out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, table))


def forms(folder):
    """The page as each form; names say which."""
    page = scanned_page(1)
    large = page.resize((2 * WIDTH, 2 * HEIGHT), Image.BICUBIC)
    for name, picture, dpi, options in (("grey-300.jpg", page, 300, {"quality": 75}),
                                        ("colour-600.jpg", large.convert("RGB"), 600, {"quality": 80}),
                                        ("black-and-white-600.tif", large.convert("1", dither=0), 600, {"compression": "group4"}),
                                        ("grey-600.png", large, 600, {}),
                                        ("colour-600.png", large.convert("RGB"), 600, {})):
        path = folder / name
        picture.save(path, dpi=(dpi, dpi), **options)
        yield path


def measure_forms(tachado, limit_mb):
    worst = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for path in forms(folder):
            peaks, code = measure.family_peaks([tachado, "run", str(path), "-o", str(folder / path.stem), "--quiet", "--jobs", "1"])
            peak = max(peaks.values(), default=0)
            worst = max(worst, peak)
            print(f"{path.name:24} exit code {code}, worker {peak / 1e6:.0f} MB")
    return limit_mb and worst > limit_mb * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tachado", default="build/release/pipeline/tachado")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--ocr", default="never", help="auto recognises every page: about a second each")
    parser.add_argument("--limit-mb", type=float, help="exit code 1 if a process needs more")
    parser.add_argument("--keep", help="write the scan there and keep it")
    parser.add_argument("--forms", action="store_true")
    args = parser.parse_args()
    if args.forms:
        sys.exit(1 if measure_forms(args.tachado, args.limit_mb) else 0)
    with tempfile.TemporaryDirectory() as scratch:
        scan = args.keep or f"{scratch}/scan.pdf"
        write_pdf(scan, args.pages)
        command = [args.tachado, "run", scan, "-o", f"{scratch}/out", "--ocr", args.ocr, "--quiet"]
        peaks, code = measure.family_peaks(command)
        size = pathlib.Path(scan).stat().st_size
    ordered = sorted(peaks.values(), reverse=True)
    print(f"{args.pages} pages scanned at 300 dpi ({size / 1e6:.0f} MB), --ocr {args.ocr}: exit code {code}; peak of each of "
          f"{len(ordered)} processes: " + ", ".join(f"{p / 1e6:.0f} MB" for p in ordered if p))
    if args.limit_mb and ordered and ordered[0] > args.limit_mb * 1e6:
        sys.exit(1)


main()
