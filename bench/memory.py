"""Peak memory of every process of `tachado run` on a long document scanned at 300 dpi, made for the purpose.

The pages are A4, grey, JPEG at quality 75, with lines of text-like marks, noise and a few black bars; no two are alike.

With --forms: instead, one such page in each form that scanners deliver, at 300 and 600 dpi, without and with recognition.

usage: memory.py [--tachado PROGRAM] [--pages N] [--ocr MODE] [--limit-mb N] [--keep FILE] [--forms] [--only PART]
"""
import argparse
import io
import pathlib
import random
import struct
import sys
import tempfile
import zlib

from PIL import Image, ImageDraw, ImageFont

import measure

WIDTH, HEIGHT = 2480, 3508  # A4 at 300 dpi
# Mostly words without a meaning to any rule of fields: a text of nothing but "monto" and "contrato" reaches their limits.
WORDS = """contrato monto proveedor las partes acuerdan que durante la vigencia del presente instrumento se entregarán los equipos
descritos en el anexo técnico conforme a los plazos previstos y bajo las condiciones de calidad garantía soporte capacitación
mantenimiento preventivo correctivo refacciones traslado instalación pruebas puesta en marcha""".split()


def scanned_page(number, points=10.5):
    """Grey, at 300 dpi; `points`: the size of its letters."""
    dice = random.Random(number)
    page = Image.new("L", (WIDTH, HEIGHT), 245)
    draw = ImageDraw.Draw(page)
    size = round(points * 300 / 72)
    try:
        font = ImageFont.truetype("DejaVuSans.ttf", size)
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


def write_pdf(path, pictures):
    """Streams pages of A4 into a PDF, each one picture: pairs of its dictionary and its data, and what else it refers to."""
    places = {}
    kids = []
    with open(path, "wb") as out:

        def write_object(number, body):
            places[number] = out.tell()
            out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")

        out.write(b"%PDF-1.4\n")
        write_object(1, b"<</Type/Catalog/Pages 2 0 R>>")
        content = b"q 595.2 0 0 841.92 0 0 cm /I Do Q"
        write_object(3, b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        for dictionary, data in pictures:
            page = 4 + 2 * len(kids)
            kids.append(b"%d 0 R" % page)
            write_object(page, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.2 841.92]/Contents 3 0 R"
                         b"/Resources<</XObject<</I %d 0 R>>>>>>" % (page + 1))
            write_object(page + 1, b"<</Type/XObject/Subtype/Image%s/Length %d>>stream\n%s\nendstream"
                         % (dictionary, len(data), data))
        write_object(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids)))
        table = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        for number in sorted(places):
            out.write(b"%010d 00000 n \n" % places[number])
        out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table))


def file_of(picture, **options):
    data = io.BytesIO()
    picture.save(data, **options)
    return data.getvalue()


def group4(picture):
    """ITU-T T.6 data of a 1-bit picture."""
    tiff = Image.open(io.BytesIO(file_of(picture, format="TIFF", compression="group4", strip_size=1 << 30)))
    offsets, lengths = tiff.tag_v2[273], tiff.tag_v2[279]
    assert len(offsets) == 1
    return file_of(picture, format="TIFF", compression="group4", strip_size=1 << 30)[offsets[0]:offsets[0] + lengths[0]]


def jbig2(picture):
    """A JBIG2 stream as PDF embeds it (ITU-T T.88): page information, and a generic region coded as T.6."""
    width, height = picture.size
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    data = group4(picture)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + data
    return page + struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region


def picture_of(encoding, picture):
    """The dictionary and the data of a picture in a PDF."""
    size = b"/Width %d/Height %d" % picture.size
    space = {"RGB": b"/ColorSpace/DeviceRGB/BitsPerComponent 8", "L": b"/ColorSpace/DeviceGray/BitsPerComponent 8",
             "1": b"/ColorSpace/DeviceGray/BitsPerComponent 1"}[picture.mode]
    if encoding == "jpeg":
        return size + space + b"/Filter/DCTDecode", file_of(picture, format="JPEG", quality=75)
    if encoding == "flate":
        return size + space + b"/Filter/FlateDecode", zlib.compress(picture.tobytes(), 1)
    if encoding == "ccitt":
        return (size + space + b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d>>" % picture.size, group4(picture))
    return size + space + b"/Filter/JBIG2Decode", jbig2(picture)


def forms(folder):
    """The page in each form that scanners deliver, at 300 and 600 dpi; names say which. `small`: print of 6 points."""
    for points, size in ((10.5, ""), (6, "-small")):
        page = scanned_page(1, points)
        for dpi in (300, 600):
            grey = page if dpi == 300 else page.resize((2 * WIDTH, 2 * HEIGHT), Image.BICUBIC)
            pictures = {"colour": grey.convert("RGB"), "grey": grey, "black": grey.point(lambda level: 255 * (level > 128)).convert("1")}
            for color, encodings in (("colour", ("jpeg", "flate", "png", "tiff", "jpg")), ("grey", ("jpeg", "flate", "png", "tiff")),
                                     ("black", ("flate", "ccitt", "jbig2", "png", "tiff"))):
                for encoding in encodings:
                    picture = pictures[color]
                    name = f"{color}-{dpi}{size}-{encoding}"
                    if encoding in ("png", "tiff", "jpg"):
                        path = folder / f"{name}.{encoding}"
                        options = {"compression": "group4" if color == "black" else "tiff_lzw"} if encoding == "tiff" else {}
                        picture.save(path, dpi=(dpi, dpi), **options)
                    else:
                        path = folder / f"{name}.pdf"
                        write_pdf(path, [picture_of(encoding, picture)])
                    yield path


def measure_forms(tachado, limit_mb, only):
    worst = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for path in forms(folder):
            if only in path.name:
                said = []
                for ocr in ("never", "auto"):
                    command = [tachado, "run", str(path), "-o", str(folder / f"{path.stem}.{ocr}"), "--quiet", "--jobs", "1"]
                    peaks, code = measure.family_peaks(command + ["--ocr", ocr], 0.01)
                    peak = max(peaks.values(), default=0)
                    worst = max(worst, peak)
                    said.append(f"{ocr}: exit code {code}, worker {peak / 1e6:.0f} MB")
                print(f"{path.name:28} " + "; ".join(said), flush=True)
            path.unlink()
    return limit_mb and worst > limit_mb * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tachado", default="build/release/pipeline/tachado")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--ocr", default="never", help="auto recognises every page: about a second each")
    parser.add_argument("--limit-mb", type=float, help="exit code 1 if a process needs more")
    parser.add_argument("--keep", help="write the scan there and keep it")
    parser.add_argument("--forms", action="store_true")
    parser.add_argument("--only", default="", help="with --forms: those whose names hold this")
    args = parser.parse_args()
    if args.forms:
        sys.exit(1 if measure_forms(args.tachado, args.limit_mb, args.only) else 0)
    with tempfile.TemporaryDirectory() as scratch:
        scan = args.keep or f"{scratch}/scan.pdf"
        write_pdf(scan, (picture_of("jpeg", scanned_page(number)) for number in range(args.pages)))
        command = [args.tachado, "run", scan, "-o", f"{scratch}/out", "--ocr", args.ocr, "--quiet"]
        peaks, code = measure.family_peaks(command)
        size = pathlib.Path(scan).stat().st_size
    ordered = sorted(peaks.values(), reverse=True)
    print(f"{args.pages} pages scanned at 300 dpi ({size / 1e6:.0f} MB), --ocr {args.ocr}: exit code {code}; peak of each of "
          f"{len(ordered)} processes: " + ", ".join(f"{p / 1e6:.0f} MB" for p in ordered if p))
    if args.limit_mb and ordered and ordered[0] > args.limit_mb * 1e6:
        sys.exit(1)


main()
