"""A page of contract-like text, Spanish or English, that knows where each word stands: paragraphs, columns, tables, letterhead, lists,
letters' heads, signatures and stamps. Lengths are points until Sheet.px makes pixels of them.
"""
import functools
import math
from collections import namedtuple

from PIL import Image, ImageDraw, ImageFont

Word = namedtuple("Word", "text box")  # box: x0, y0, x1, y1 in pixels, as tall as the font's ascent and descent

FAMILIES = (("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"), ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
            ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
            ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"), ("LiberationMono-Regular.ttf", "LiberationMono-Bold.ttf"),
            ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"))
FIRST_NAMES = "María José Guadalupe Ricardo Alejandra Héctor Lucía Ramón Patricia Tomás Beatriz Ernesto".split()
LAST_NAMES = "Robles Iturbe Cárdenas Luján Ocampo Villaseñor Quiroga Bermúdez Zepeda Arriaga Montaño Salgado".split()
SPANISH = ("contrato prestación servicios proveedor secretaría cláusula vigencia importe licitación pública anexo técnico obligación garantía "
           "cumplimiento presupuesto disponibilidad representante legal domicilio municipio fracción artículo dirección adquisición suministro "
           "equipo cámaras vehículos señala mediante conforme partes será hasta por de la el los en que con para una del se y al su entre las "
           "así como dicho lo a cabo").split()
ENGLISH = ("contract agreement supplier delivery services shall the of to and in for by party parties hereby with under clause annex payment "
           "invoice price total amount warranty acceptance schedule equipment maintenance notice termination section date this that any such be "
           "is or on as at its no not may written days within").split()


def grown(box, by):
    return [box[0] - by, box[1] - by, box[2] + by, box[3] + by]


def bounds(boxes):
    return [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]


@functools.lru_cache(maxsize=512)
def font_of(name, pixels):
    return ImageFont.truetype(name, pixels)


def text_in(sheet, box, text, colour, dice, large=False):
    """A label inside a box: in its middle or its top left corner, as large as fits."""
    width, height = box[2] - box[0], box[3] - box[1]
    share = dice.uniform(0.75, 1.0) if large else dice.uniform(0.5, 0.85)
    size = int(share * height) if large else int(min(share * height, sheet.px(dice.choice((7, 8, 9, 11)))))
    font = font_of(dice.choice(FAMILIES)[dice.randrange(2)], max(4, size))
    while font.getlength(text) > 0.95 * width and font.size > 4:
        font = font_of(font.path, font.size - max(1, font.size // 10))
    if font.size < sheet.px(3.5) or font.getlength(text) > width:
        return
    left, top, right, bottom = font.getbbox(text)
    if not large and height > 3 * font.size and dice.random() < 0.5:
        at = (box[0] + sheet.px(3), box[1] + sheet.px(3) - top)
    else:
        at = (box[0] + (width - right - left) / 2, box[1] + (height - top - bottom) / 2)
    sheet.draw.text(at, text, font=font, fill=colour)
    sheet.labels.append((list(box), text))


class Sheet:
    """A white page, letter or A4, at `dpi`, and what was written on it."""

    def __init__(self, dice, dpi):
        self.dpi = dpi
        self.width, self.height = dice.choice(((612, 792), (595, 842), (595, 842), (612, 1008)))
        self.replace(Image.new("RGB", (self.px(self.width), self.px(self.height)), (255, 255, 255)))
        self.regular, self.bold = dice.choice(FAMILIES)
        self.size = dice.choice((8, 9, 10, 10, 11, 11, 12))
        self.spacing = dice.choice((1.15, 1.2, 1.3, 1.5))
        self.words_of = SPANISH if dice.random() < 0.6 else ENGLISH
        self.ink = (dice.choice((0, 0, 20, 40, 60)),) * 3
        self.margin = dice.choice((50, 60, 72))
        self.lines = []  # of running text: lists of words
        self.paragraphs = []  # lists of lines
        self.cells = []  # of tables, with text in them: inside of the ruling, in pixels
        self.labels = []  # (box, text)
        self.signatures = []  # boxes around strokes of a pen

    def replace(self, image):
        self.image = image
        self.draw = ImageDraw.Draw(image)

    def px(self, points):
        return round(points * self.dpi / 72)

    def box_px(self, x0, y0, x1, y1):
        return [self.px(x0), self.px(y0), self.px(x1), self.px(y1)]

    def rectangle(self, x0, y0, x1, y1, fill=None, outline=None, width=1.0):
        self.draw.rectangle(self.box_px(x0, y0, x1, y1), fill=fill, outline=outline, width=max(1, self.px(width)))

    def rule(self, x0, y0, x1, y1, width=0.7, fill=(0, 0, 0)):
        self.draw.line(self.box_px(x0, y0, x1, y1), fill=fill, width=max(1, self.px(width)))

    def font(self, size=None, bold=False):
        return font_of(self.bold if bold else self.regular, max(5, self.px(size or self.size)))

    def write(self, x, y, text, size=None, bold=False, fill=None):
        """One piece of text with its top left corner there; gives its right end."""
        font = self.font(size, bold)
        self.draw.text((self.px(x), self.px(y)), text, font=font, fill=fill or self.ink)
        return x + font.getlength(text) * 72 / self.dpi

    def bar(self, words, dice):
        """The rectangle that hides these words: from their ascent to their descent, a little more or less."""
        x0, y0, x1, y1 = bounds([w.box for w in words])
        slack = self.px(0.08 * self.size)
        aside = self.px(dice.uniform(0.3, 1.5))
        return [x0 - aside, y0 + dice.randrange(-slack, slack + 1), x1 + aside, y1 + dice.randrange(-slack, slack + 1)]

    def phrase(self, dice, count):
        words = []
        while len(words) < count:
            kind = dice.randrange(24)
            if kind == 0:
                words += [dice.choice(FIRST_NAMES), dice.choice(LAST_NAMES), dice.choice(LAST_NAMES)]
            elif kind == 1:
                words.append(f"${dice.randrange(1, 99)},{dice.randrange(100, 999)},{dice.randrange(100, 999)}.00")
            elif kind == 2:
                words.append(f"{dice.choice(('SSP', 'DGRM', 'LPN', 'AA'))}-{dice.randrange(100, 999)}/{dice.randrange(2008, 2025)}")
            else:
                words.append(dice.choice(self.words_of))
        words[0] = words[0].capitalize()
        words[-1] += dice.choice((".", ".", ";", ","))
        return words

    def paragraph(self, dice, x, y, width, words, justified=False, size=None, bold=False):
        """Flows words into lines; gives the next y."""
        size = size or self.size
        font = self.font(size, bold)
        gap = font.getlength(" ")
        left, room = self.px(x), self.px(width)
        rows, row, used = [], [], 0
        for text in words:
            length = font.getlength(text)
            if row and used + gap + length > room:
                rows.append(row)
                row, used = [], 0
            row.append((text, length))
            used += length + (gap if len(row) > 1 else 0)
        rows.append(row)
        ascent, descent = font.getmetrics()
        lines = []
        for i, row in enumerate(rows):
            top = self.px(y)
            if top + ascent + descent > self.image.height - self.px(30):
                break
            space = gap
            if justified and i + 1 < len(rows) and len(row) > 1:
                space = (room - sum(length for _, length in row)) / (len(row) - 1)
            at, line = left, []
            for text, length in row:
                self.draw.text((at, top), text, font=font, fill=self.ink)
                line.append(Word(text, [round(at), top + round(0.08 * ascent), round(at + length), top + ascent + round(0.9 * descent)]))
                at += length + space
            lines.append(line)
            y += self.spacing * size
        if lines:
            self.lines += lines
            self.paragraphs.append(lines)
        return y

    def letterhead(self, dice):
        y = dice.choice((24, 32, 40))
        x = self.margin
        shade = dice.choice(((110, 20, 50), (0, 70, 60), (40, 40, 40), (0, 60, 120)))
        kind = dice.randrange(4)
        if kind == 0:
            self.draw.ellipse(self.box_px(x, y, x + 36, y + 36), outline=shade, width=max(1, self.px(2)))
            self.draw.polygon([(self.px(x + 18 + 12 * math.cos(a)), self.px(y + 18 + 12 * math.sin(a))) for a in (0.5, 1.9, 3.1, 4.4, 5.6)], fill=shade)
        elif kind == 1:
            self.rectangle(x, y, x + 70, y + 28, fill=shade)
            self.write(x + 6, y + 8, "GOBIERNO", 9, True, (255, 255, 255))
        if kind < 3:
            self.write(x + 90, y + 2, dice.choice(("SECRETARÍA DE SEGURIDAD PÚBLICA", "Dirección General de Recursos Materiales", "Office of Procurement")), 9, True, shade)
            self.write(x + 90, y + 15, dice.choice(("Subdirección de Contratos", "Unidad de Transparencia", "Contracts Division")), 7)
        if dice.random() < 0.4:
            self.rule(x, y + 42, self.width - self.margin, y + 42, 1, shade)
        return y + 56

    def letter_head(self, dice, y):
        for title in (("De:", "Para:", "CC:", "Asunto:", "Fecha:") if self.words_of is SPANISH else ("From:", "To:", "Cc:", "Subject:", "Sent:")):
            self.write(self.margin, y, title, bold=True)
            y = self.paragraph(dice, self.margin + 60, y, self.width - 2 * self.margin - 60, self.phrase(dice, dice.choice((2, 3, 5))))
        return y + 8

    def listing(self, dice, y):
        for i in range(dice.randrange(2, 6)):
            self.write(self.margin + 8, y, dice.choice((f"{i + 1}.", f"{'abcdef'[i]})", "•")))
            y = self.paragraph(dice, self.margin + 28, y, self.width - 2 * self.margin - 28, self.phrase(dice, dice.randrange(5, 26))) + 2
        return y + 6

    def table(self, dice, y, rows=None, header=None, zebra=None, empty=0.15):
        """A ruled table; header and zebra are fills, None for none."""
        columns = dice.randrange(3, 6)
        rows = rows or dice.randrange(3, 8)
        left, right = self.margin, self.width - self.margin
        edges = [left + (right - left) * i / columns for i in range(columns + 1)]
        height = self.size * dice.choice((1.6, 1.9, 2.4))
        if y + (rows + 1) * height > self.height - 40:
            return y
        for row in range(rows + 1):
            top = y + row * height
            fill = header if row == 0 else zebra if row % 2 else None
            if fill:
                self.rectangle(left, top, right, top + height, fill=fill)
            for column in range(columns):
                x = edges[column] + 4
                if row == 0:
                    pale = not header or sum(header) > 380
                    self.write(x, top + (height - 1.15 * self.size) / 2, dice.choice(("Partida", "Concepto", "Importe", "Unit", "Cantidad", "Item")), bold=True,
                               fill=self.ink if pale else (255, 255, 255))
                elif dice.random() >= empty:
                    text = f"{dice.randrange(1, 99)},{dice.randrange(100, 999)}.00" if column == columns - 1 else dice.choice(self.words_of)
                    self.write(x, top + (height - 1.15 * self.size) / 2, text)
                    self.cells.append(self.box_px(edges[column], top, edges[column + 1], top + height))
        for row in range(rows + 2):
            self.rule(left, y + row * height, right, y + row * height)
        for x in edges:
            self.rule(x, y, x, y + (rows + 1) * height)
        return y + (rows + 1) * height + 12

    def pen_stroke(self, dice, x0, y0, x1, y1, ink=(20, 20, 110)):
        """A signature: one looping line."""
        points = []
        loops = dice.randrange(4, 9)
        for i in range(120):
            t = i / 119
            x = x0 + (x1 - x0) * (0.1 + 0.75 * t) + 0.08 * (x1 - x0) * math.cos(t * loops * 6.3)
            y = (y0 + y1) / 2 + 0.42 * (y1 - y0) * math.sin(t * loops * 6.3) * (1 - 0.7 * t) * (0.6 + 0.4 * math.sin(9 * t))
            points.append((x * self.dpi / 72, y * self.dpi / 72))
        self.draw.line(points, fill=ink, width=max(1, self.px(dice.choice((0.8, 1.2, 1.8)))), joint="curve")

    def signature_block(self, dice, y):
        if y > self.height - 110:
            return y
        for x in (self.margin + 10, self.width / 2 + 20):
            self.pen_stroke(dice, x, y, x + 150, y + 44)
            self.signatures.append(self.box_px(x, y, x + 150, y + 44))
            self.rule(x, y + 48, x + 170, y + 48)
            self.write(x + 10, y + 52, f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)} {dice.choice(LAST_NAMES)}", 9)
        return y + 76

    def stamp(self, dice, x, y):
        """Ring or frame with a word, in ink that lets the print shine through."""
        shade = dice.choice(((60, 60, 180), (190, 50, 60), (50, 50, 50), (90, 40, 140)))
        side = self.px(110)
        layer = Image.new("L", (side, side), 0)
        pen = ImageDraw.Draw(layer)
        wide = max(1, self.px(2))
        if dice.random() < 0.5:
            pen.ellipse((wide, wide, side - wide, side - wide), outline=190, width=wide)
            pen.ellipse((side // 6, side // 6, side - side // 6, side - side // 6), outline=190, width=max(1, wide // 2))
        else:
            pen.rectangle((wide, side // 3, side - wide, 2 * side // 3), outline=190, width=wide)
        pen.text((side / 2, side / 2), dice.choice(("RECIBIDO", "COPIA", "PAGADO", "APPROVED")), font=font_of("DejaVuSans-Bold.ttf", max(5, self.px(13))),
                 fill=190, anchor="mm")
        layer = layer.rotate(dice.uniform(-25, 25), resample=Image.Resampling.BICUBIC)
        self.image.paste(shade, (self.px(x), self.px(y)), layer)

    def text_flow(self, dice, x, y, width, bottom):
        justified = dice.random() < 0.5
        while y < bottom:
            if dice.random() < 0.12:
                y = self.paragraph(dice, x, y, width, self.phrase(dice, dice.randrange(2, 6)), bold=True) + 2
            y = self.paragraph(dice, x, y, width, [w for _ in range(dice.randrange(1, 5)) for w in self.phrase(dice, dice.randrange(6, 22))], justified)
            y += dice.choice((4, 8, 12))
        return y

    def contract(self, dice):
        """A whole page of what contracts and letters are made of."""
        y = self.letterhead(dice)
        full = self.width - 2 * self.margin
        if dice.random() < 0.25:
            y = self.letter_head(dice, y)
        if dice.random() < 0.15:
            column = (full - 20) / 2
            for x in (self.margin, self.margin + column + 20):
                self.text_flow(dice, x, y, column, self.height - 90)
        else:
            bottom = self.height - dice.choice((90, 90, 200, 330))
            while y < bottom:
                part = dice.random()
                if part < 0.6:
                    y = self.text_flow(dice, self.margin, y, full, min(bottom, y + 130))
                elif part < 0.8:
                    y = self.listing(dice, y)
                else:
                    y = self.table(dice, y, header=dice.choice((None, (217, 217, 217), (60, 90, 140))), zebra=dice.choice((None, (240, 240, 240))))
            if dice.random() < 0.5:
                self.signature_block(dice, y + 6)
        if dice.random() < 0.2:
            self.stamp(dice, dice.uniform(100, self.width - 230), dice.uniform(self.height / 2, self.height - 160))
        self.write(self.width / 2 - 10, self.height - 36, f"{dice.randrange(1, 40)}", 8)
