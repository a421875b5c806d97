"""Pages with known text, worn as real ones are: what recognition is measured on beside labelled documents.

Every kind of wear in several strengths: blur, noise, skew to 3 degrees, 150 to 300 dpi, JPEG quality 30 to 90, print shining
through from the back, uneven light, stamps over text, and some at once. The same number gives the same bytes.

usage: wear.py FOLDER [--pages N]     writes FOLDER/files/KIND-NN.pdf, FOLDER/truth/KIND-NN.txt and FOLDER/index.tsv
"""
import argparse
import pathlib
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

DPI = 300
WIDTH, HEIGHT = 2550, 3300  # letter at 300 dpi
MARGIN = 300
FONTS = ("LiberationSerif-Regular.ttf", "LiberationSans-Regular.ttf", "DejaVuSans.ttf")
WORDS = ("contrato prestación servicios proveedor secretaría cláusula vigencia importe licitación pública anexo técnico obligación "
         "garantía cumplimiento presupuesto disponibilidad representante legal domicilio municipio fracción artículo dirección "
         "adquisición suministro equipo cámaras vehículos año señala mediante conforme partes será hasta por de la el los en que "
         "con para una del se").split()


def sentence(dice):
    kind = dice.randrange(8)
    if kind == 0:
        return f"Contrato No. {dice.choice(('SSP', 'DGRM', 'LPN'))}-{dice.randrange(100, 999)}/{dice.randrange(2008, 2024)}."
    if kind == 1:
        return f"El monto total es de ${dice.randrange(1, 99)},{dice.randrange(100, 999)},{dice.randrange(100, 999)}.{dice.randrange(10, 99)} M.N."
    if kind == 2:
        return f"Firmado el {dice.randrange(1, 29)} de {dice.choice(('enero', 'mayo', 'junio', 'octubre'))} de {dice.randrange(2008, 2024)}."
    words = [dice.choice(WORDS) for _ in range(dice.randrange(7, 16))]
    return " ".join(words).capitalize() + "."


def clean_page(dice):
    """The sheet and its text."""
    size = dice.choice((38, 42, 46, 50))
    font = ImageFont.truetype(dice.choice(FONTS), size)
    sheet = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(sheet)
    lines = []
    y = MARGIN
    while y < HEIGHT - MARGIN - 2 * size:
        line = ""
        for word in " ".join(sentence(dice) for _ in range(dice.randrange(2, 5))).split():
            if draw.textlength(line + " " + word, font=font) > WIDTH - 2 * MARGIN:
                lines.append(line)
                draw.text((MARGIN, y), line, font=font, fill=25)
                y += int(1.35 * size)
                line = ""
            line = (line + " " + word).strip()
        lines.append(line)
        draw.text((MARGIN, y), line, font=font, fill=25)
        y += int(2.1 * size)
    return sheet, "\n".join(lines) + "\n"


def noisy(sheet, strength):
    return ImageChops.add(sheet, Image.effect_noise(sheet.size, strength), scale=1, offset=-128)


def shining_through(sheet, back, strength):
    pale = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3)).point(lambda v: 255 - int((255 - v) * strength))
    return ImageChops.darker(sheet, pale)


def unevenly_lit(sheet, darkest):
    shade = Image.linear_gradient("L").resize(sheet.size).rotate(20, expand=False, fillcolor=128)
    return ImageChops.multiply(sheet, shade.point(lambda v: int(darkest + (255 - darkest) * v / 255)))


def stamped(sheet, dice):
    """Rings in the grey that a coloured stamp has: the text beneath can still be read."""
    stamp = Image.new("L", sheet.size, 255)
    draw = ImageDraw.Draw(stamp)
    for _ in range(2):
        x, y = dice.randrange(500, 1900), dice.randrange(600, 2600)
        draw.ellipse((x - 220, y - 220, x + 220, y + 220), outline=165, width=8)
        draw.ellipse((x - 180, y - 180, x + 180, y + 180), outline=165, width=4)
    return ImageChops.darker(sheet, stamp)


def kinds(dice, back):
    skew = dice.uniform(0.5, 3) * dice.choice((-1, 1))
    turned = lambda s: s.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return {
        "blur": (lambda s: s.filter(ImageFilter.GaussianBlur(dice.uniform(1, 2.2))), DPI, 80),
        "noise": (lambda s: noisy(s, dice.uniform(15, 40)), DPI, 80),
        "skew": (turned, DPI, 80),
        "low": (lambda s: s, dice.choice((150, 170, 200)), 75),
        "jpeg": (lambda s: s, dice.choice((200, 300)), dice.choice((30, 40, 50))),
        "back": (lambda s: shining_through(s, back, dice.uniform(0.15, 0.35)), DPI, 80),
        "light": (lambda s: unevenly_lit(s, dice.randrange(90, 170)), DPI, 80),
        "stamp": (lambda s: stamped(s, dice), DPI, 85),
        "all": (lambda s: noisy(unevenly_lit(turned(stamped(s, dice)), 150).filter(ImageFilter.GaussianBlur(1)), 15), 200, 60),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=2, help="of each kind of wear")
    args = parser.parse_args()
    for name in ("files", "truth"):
        (args.folder / name).mkdir(parents=True, exist_ok=True)
    with open(args.folder / "index.tsv", "w", encoding="utf-8") as index:
        index.write("name\tdpi\tjpeg\n")
        for number in range(1, args.pages + 1):
            back = clean_page(random.Random(f"back {number}"))[0]
            for kind in kinds(random.Random(0), back):
                dice = random.Random(f"{kind} {number}")
                sheet, text = clean_page(dice)
                change, dpi, quality = kinds(dice, back)[kind]
                worn = change(sheet)
                if dpi != DPI:
                    worn = worn.resize((WIDTH * dpi // DPI, HEIGHT * dpi // DPI), Image.Resampling.BOX)
                name = f"{kind}-{number:02}"
                worn.save(args.folder / "files" / f"{name}.pdf", "PDF", resolution=dpi, quality=quality)
                (args.folder / "truth" / f"{name}.txt").write_text(text, encoding="utf-8")
                index.write(f"{name}\t{dpi}\t{quality}\n")


main()
