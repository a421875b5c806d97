"""What only looks like a redaction: a page of each kind, with ordinary text around it. Nothing on these pages is hidden."""
import math

import numpy
from PIL import Image, ImageDraw, ImageFilter

SHADES = ((0, 0, 0), (40, 40, 40), (0, 60, 120), (110, 20, 50), (0, 100, 80), (150, 150, 150), (200, 120, 0))


def text(sheet, dice, y, height):
    return sheet.text_flow(dice, sheet.margin, y, sheet.width - 2 * sheet.margin, y + height)


def filled_pages(sheet, dice, thing, bottom=120):
    """Text and the thing in turns until the page is full; `thing` draws from y on and gives the next y."""
    y = sheet.letterhead(dice)
    while y < sheet.height - bottom:
        y = text(sheet, dice, y, dice.choice((30, 60))) + 6
        if y < sheet.height - bottom:
            y = thing(y) + 10


def tables(sheet, dice):
    header = dice.choice(((0, 0, 0), (60, 60, 60), (0, 60, 120), (217, 217, 217), (190, 215, 240)))
    filled_pages(sheet, dice, lambda y: sheet.table(dice, y, header=header, zebra=dice.choice((None, (235, 235, 235), (222, 234, 246))),
                                                    empty=dice.choice((0.1, 0.4, 0.8))) + 1, 200)


def rules(sheet, dice):
    def thing(y):
        left, right = sheet.margin, sheet.width - sheet.margin
        kind = dice.randrange(5)
        if kind == 0:
            sheet.rule(left, y, right, y, dice.choice((1, 2, 4, 6)))
        elif kind == 1:
            sheet.rule(left, y, right, y, 0.7)
            sheet.rule(left, y + 3, right, y + 3, 2)
        elif kind == 2:
            end = sheet.write(left, y, " ".join(sheet.phrase(dice, 5)), bold=True)
            sheet.rule(left, y + 1.15 * sheet.size, end, y + 1.15 * sheet.size, dice.choice((0.6, 1, 1.6)))
        elif kind == 3:
            sheet.rectangle(left - 10, y, left - 7, y + 40, fill=dice.choice(SHADES))
            return text(sheet, dice, y, 30)
        else:
            for i in range(3):
                sheet.rule(left + 90, y + 18 * i + 12, right, y + 18 * i + 12, 0.5)
                sheet.write(left, y + 18 * i, dice.choice(("Nombre:", "Domicilio:", "Firma:", "Date:")))
            return y + 60
        return y + 1.4 * sheet.size

    filled_pages(sheet, dice, thing)


def logos(sheet, dice):
    def thing(y):
        x = dice.uniform(sheet.margin, sheet.width / 2)
        shade = dice.choice(SHADES)
        kind = dice.randrange(4)
        if kind == 0:
            sheet.rectangle(x, y, x + 120, y + 40, fill=shade)
            sheet.write(x + 10, y + 10, dice.choice(("MÉXICO", "SEGURIDAD", "ACME")), 16, True, (255, 255, 255))
        elif kind == 1:
            for i in range(3):
                sheet.rectangle(x + 22 * i, y, x + 22 * i + 16, y + 36, fill=dice.choice(SHADES))
            sheet.write(x + 74, y + 10, "Consorcio", 14, True, shade)
        elif kind == 2:
            sheet.draw.ellipse(sheet.box_px(x, y, x + 44, y + 44), fill=shade)
            sheet.rectangle(x + 14, y + 18, x + 30, y + 26, fill=(255, 255, 255))
        else:
            sheet.rectangle(x, y, x + 20, y + 40, fill=(0, 104, 71))
            sheet.rectangle(x + 40, y, x + 60, y + 40, fill=(206, 17, 38))
            sheet.write(x + 66, y + 12, "Gobierno de la República", 10, False, shade)
        return y + 50

    filled_pages(sheet, dice, thing)


def photographs(sheet, dice):
    def thing(y):
        width, height = dice.choice(((200, 130), (140, 180), (300, 170)))
        x = dice.uniform(sheet.margin, sheet.width - sheet.margin - width)
        size = (sheet.px(width), sheet.px(height))
        chance = numpy.random.default_rng(dice.getrandbits(64))
        coarse = Image.fromarray(chance.integers(20, 235, (9, 12, 3), dtype=numpy.uint8)).resize(size, Image.Resampling.BICUBIC)
        pen = ImageDraw.Draw(coarse)
        for _ in range(6):  # things with edges: houses, cars, shadows
            a, b = dice.randrange(size[0]), dice.randrange(size[1])
            shade = tuple(dice.randrange(10, 200) for _ in range(3))
            pen.rectangle((a, b, a + dice.randrange(size[0] // 8, size[0] // 3), b + dice.randrange(size[1] // 8, size[1] // 3)), fill=shade)
        coarse = coarse.filter(ImageFilter.GaussianBlur(max(1, sheet.px(1))))
        grain = chance.normal(0, 7, (size[1], size[0], 1))
        sheet.image.paste(Image.fromarray(numpy.clip(numpy.asarray(coarse) + grain, 0, 255).astype(numpy.uint8)), (sheet.px(x), sheet.px(y)))
        sheet.write(x, y + height + 3, f"Foto {dice.randrange(1, 20)}. " + " ".join(sheet.phrase(dice, 4)), 8)
        return y + height + 16

    filled_pages(sheet, dice, thing, 240)


def codes(sheet, dice):
    def thing(y):
        x = dice.uniform(sheet.margin, sheet.width - sheet.margin - 170)
        if dice.random() < 0.5:
            at = x
            while at < x + 160:
                wide = dice.choice((0.8, 1.6, 2.4))
                sheet.rectangle(at, y, at + wide, y + 32, fill=(0, 0, 0))
                at += wide + dice.choice((0.8, 1.6, 2.4))
            sheet.write(x + 30, y + 34, "".join(dice.choice("0123456789") for _ in range(12)), 8)
            return y + 48
        modules, cell = dice.choice((21, 25, 33)), dice.choice((2, 3))
        for row in range(modules):
            for column in range(modules):
                if dice.random() < 0.5:
                    sheet.rectangle(x + cell * column, y + cell * row, x + cell * (column + 1), y + cell * (row + 1), fill=(0, 0, 0))
        for row, column in ((0, 0), (0, modules - 7), (modules - 7, 0)):
            for inset, fill in ((0, (0, 0, 0)), (1, (255, 255, 255)), (2, (0, 0, 0))):
                sheet.rectangle(x + cell * (column + inset), y + cell * (row + inset), x + cell * (column + 7 - inset), y + cell * (row + 7 - inset), fill=fill)
        return y + cell * modules + 8

    filled_pages(sheet, dice, thing, 160)


def stamps(sheet, dice):
    text(sheet, dice, sheet.letterhead(dice), sheet.height - 240)
    for _ in range(dice.randrange(3, 7)):
        sheet.stamp(dice, dice.uniform(30, sheet.width - 150), dice.uniform(60, sheet.height - 160))


def signatures(sheet, dice):
    y = text(sheet, dice, sheet.letterhead(dice), 240)
    while y < sheet.height - 130:
        y = sheet.signature_block(dice, y) + 10
    for i in range(3):  # initials in the margin
        sheet.pen_stroke(dice, 6, 200 + 90 * i, 44, 240 + 90 * i, dice.choice(((0, 0, 0), (20, 20, 140))))


def charts(sheet, dice):
    def thing(y):
        x, width, height = sheet.margin + 30, sheet.width - 2 * sheet.margin - 60, 140
        shade = dice.choice(SHADES)
        kind = dice.randrange(3)
        sheet.rule(x, y, x, y + height)
        if kind == 0:
            sheet.rule(x, y + height, x + width, y + height)
            for i in range(8):
                tall = dice.uniform(10, height)
                sheet.rectangle(x + 12 + i * width / 8.4, y + height - tall, x + 12 + i * width / 8.4 + 26, y + height, fill=shade)
                sheet.write(x + 12 + i * width / 8.4, y + height + 3, str(2010 + i), 7)
        elif kind == 1:
            for i in range(7):
                sheet.write(x - 28, y + 4 + 20 * i, dice.choice(("Ene", "Feb", "Q1", "Q2")), 7)
                sheet.rectangle(x, y + 3 + 20 * i, x + dice.uniform(20, width), y + 15 + 20 * i, fill=shade)
        else:
            start = 0
            for _ in range(5):
                part = dice.uniform(30, 100)
                sheet.draw.pieslice(sheet.box_px(x + 40, y, x + 170, y + 130), start, start + part, fill=dice.choice(SHADES), outline=(255, 255, 255))
                start += part
            for i in range(4):
                sheet.rectangle(x + 200, y + 20 + 18 * i, x + 210, y + 30 + 18 * i, fill=dice.choice(SHADES))
                sheet.write(x + 216, y + 19 + 18 * i, dice.choice(sheet.words_of), 8)
        return y + height + 14

    filled_pages(sheet, dice, thing, 220)


def scan_page(sheet, dice):
    sheet.contract(dice)


def scan_borders(sheet, dice):
    """After scanning: black where the lid was open, the shadow of a gutter, a torn corner."""
    width, height = sheet.image.size
    for edge in dice.sample(range(4), dice.randrange(1, 4)):
        deep = sheet.px(dice.uniform(4, 22))
        slope = sheet.px(dice.uniform(0, 10))
        corners = {0: ((0, 0), (width, 0), (width, deep), (0, deep + slope)), 1: ((0, height), (width, height), (width, height - deep), (0, height - deep - slope)),
                   2: ((0, 0), (0, height), (deep, height), (deep + slope, 0)), 3: ((width, 0), (width, height), (width - deep, height), (width - deep - slope, 0))}
        sheet.draw.polygon(corners[edge], fill=(dice.choice((0, 10, 25)),) * 3)
    if dice.random() < 0.5:
        for i in range(sheet.px(24)):
            sheet.draw.line((i, 0, i, height), fill=(int(40 + 215 * i / sheet.px(24)),) * 3)
    if dice.random() < 0.4:
        side = sheet.px(dice.uniform(30, 80))
        sheet.draw.polygon(((width, 0), (width - side, 0), (width, side)), fill=(0, 0, 0))


def holes(sheet, dice):
    sheet.contract(dice)
    for y in dice.choice(((sheet.height / 2 - 113, sheet.height / 2 + 113), (110, sheet.height / 2, sheet.height - 110))):
        radius = dice.uniform(7, 10)
        sheet.draw.ellipse(sheet.box_px(26 - radius, y - radius, 26 + radius, y + radius), fill=(dice.choice((0, 15, 60)),) * 3)
    for _ in range(4):
        x, y = dice.uniform(10, 60), dice.uniform(10, 60)
        sheet.rule(x, y, x + 9, y + 4, 1.6)


def forms(sheet, dice):
    def thing(y):
        left, right = sheet.margin, sheet.width - sheet.margin
        kind = dice.randrange(4)
        if kind == 0:
            for i, title in enumerate(dice.sample(("Nombre", "RFC", "CURP", "Domicilio", "Teléfono", "Date of birth"), 3)):
                sheet.write(left, y + 22 * i + 4, title, 8)
                sheet.rectangle(left + 90, y + 22 * i, right, y + 22 * i + 16, outline=(0, 0, 0), width=0.6)
                if dice.random() < 0.4:
                    sheet.write(left + 95, y + 22 * i + 3, " ".join(sheet.phrase(dice, 2)), 8)
            return y + 68
        if kind == 1:
            for i in range(13):
                sheet.rectangle(left + 90 + 16 * i, y, left + 106 + 16 * i, y + 16, outline=(0, 0, 0), width=0.6)
            sheet.write(left, y + 3, "CLABE", 8)
            return y + 22
        if kind == 2:
            for i in range(5):
                x = left + 90 * i
                sheet.rectangle(x, y + 2, x + 9, y + 11, outline=(0, 0, 0), width=0.8, fill=(0, 0, 0) if dice.random() < 0.15 else None)
                if dice.random() < 0.4:
                    sheet.write(x + 1, y, "X", 9, True)
                sheet.write(x + 14, y, dice.choice(("Sí", "No", "N/A", "Yes")), 9)
            return y + 16
        for i in range(3):
            x = left + (right - left) * i / 3
            sheet.rectangle(x, y, left + (right - left) * (i + 1) / 3, y + 34, outline=(0, 0, 0), width=0.6)
            sheet.write(x + 3, y + 2, dice.choice(("Folio", "Fecha", "Clave", "Signature")), 6)
        return y + 40

    filled_pages(sheet, dice, thing)


def highlighter(sheet, dice):
    sheet.contract(dice)
    shade = dice.choice(((255, 255, 90), (150, 255, 150), (255, 180, 220), (160, 220, 255)))
    for line in dice.sample(sheet.lines, min(len(sheet.lines), 9)):
        first = dice.randrange(len(line))
        x0, y0, x1, y1 = sheet.bar(line[first:], dice)
        under = sheet.image.crop((x0, y0, x1, y1))
        tint = Image.new("RGB", under.size, shade)
        sheet.image.paste(Image.fromarray(numpy.minimum(numpy.asarray(under), numpy.asarray(tint))), (x0, y0))


def decoration(sheet, dice):
    shade = dice.choice(SHADES)
    kind = dice.randrange(4)
    if kind == 0:
        sheet.rectangle(0, 0, dice.choice((14, 22, 30)), sheet.height, fill=shade)
    elif kind == 1:
        sheet.rectangle(0, sheet.height - 30, sheet.width, sheet.height, fill=shade)
    elif kind == 2:
        sheet.rectangle(0, 0, sheet.width, 18, fill=shade)
        sheet.draw.polygon([(sheet.px(sheet.width), sheet.px(sheet.height)), (sheet.px(sheet.width - 120), sheet.px(sheet.height)),
                            (sheet.px(sheet.width), sheet.px(sheet.height - 120))], fill=shade)
    else:
        sheet.rectangle(16, 16, sheet.width - 16, sheet.height - 16, outline=shade, width=3)
    sheet.contract(dice)


def framed_fields(sheet, dice):
    def thing(y):
        left, right = sheet.margin, sheet.width - sheet.margin
        kind = dice.randrange(3)
        if kind == 0:
            sheet.rectangle(right - 90, y, right, y + 110, outline=(0, 0, 0), width=0.8)
            sheet.write(right - 72, y + 48, dice.choice(("Fotografía", "Sello", "Photo")), 8)
            return y + 118
        if kind == 1:
            sheet.write(left, y, dice.choice(("Observaciones:", "Comments:", "Sello y firma:")), bold=True)
            sheet.rectangle(left, y + 16, right, y + 80, outline=(0, 0, 0), width=1)
            return y + 88
        sheet.rectangle(left - 6, y - 4, right + 6, y + 70, outline=(0, 0, 0), width=1)
        return max(y + 74, text(sheet, dice, y, 40))

    filled_pages(sheet, dice, thing, 180)


def inverse_headings(sheet, dice):
    shade = dice.choice(((0, 0, 0), (40, 40, 40), (0, 60, 120), (110, 20, 50)))

    def thing(y):
        width = dice.choice((sheet.width - 2 * sheet.margin, 220))
        sheet.rectangle(sheet.margin, y, sheet.margin + width, y + 1.9 * sheet.size, fill=shade)
        sheet.write(sheet.margin + 6, y + 0.35 * sheet.size, dice.choice(("CLÁUSULAS", "DECLARACIONES", "II. ANTECEDENTES", "TERMS AND CONDITIONS")), bold=True,
                    fill=(255, 255, 255))
        return y + 2.1 * sheet.size

    filled_pages(sheet, dice, thing)


def drawings(sheet, dice):
    def thing(y):
        x, width, height = sheet.margin, sheet.width - 2 * sheet.margin, 190
        sheet.rectangle(x, y, x + width, y + height, outline=(0, 0, 0), width=1)
        if dice.random() < 0.5:  # a map: fields, roads, names
            for _ in range(9):
                a, b = dice.uniform(x, x + width - 90), dice.uniform(y, y + height - 60)
                corners = [(a + dice.uniform(0, 30), b), (a + 60 + dice.uniform(0, 30), b + dice.uniform(0, 20)), (a + 80, b + 50), (a, b + 40 + dice.uniform(0, 20))]
                sheet.draw.polygon([(sheet.px(p), sheet.px(q)) for p, q in corners], fill=dice.choice(((220, 235, 200), (200, 220, 240), (235, 225, 200), (150, 150, 150))))
            for _ in range(6):
                sheet.rule(x, dice.uniform(y, y + height), x + width, dice.uniform(y, y + height), dice.choice((0.6, 2, 4)), dice.choice(((90, 90, 90), (200, 60, 40))))
            for _ in range(8):
                sheet.write(dice.uniform(x, x + width - 60), dice.uniform(y, y + height - 14), dice.choice(sheet.words_of).capitalize(), 7)
        else:  # a floor plan: walls, doors, measures
            for i in range(1, 5):
                cut = x + width * i / 5
                sheet.rule(cut, y, cut, y + height * dice.choice((0.4, 0.6, 1)), 3)
                sheet.rectangle(cut - 40, y + height * 0.7, cut - 14, y + height * 0.8, outline=(0, 0, 0), width=0.6)
                sheet.write(cut - 50, y + 10, f"{dice.uniform(2, 6):.2f} m", 7)
            sheet.rule(x, y + height * 0.6, x + width, y + height * 0.6, 3)
            sheet.rectangle(x + 20, y + height * 0.85, x + 70, y + height, fill=(0, 0, 0))
        return y + height + 8

    filled_pages(sheet, dice, thing, 260)


KINDS = {"tables": tables, "rules": rules, "logos": logos, "photographs": photographs, "codes": codes, "stamps": stamps, "signatures": signatures,
         "charts": charts, "scan-borders": scan_page, "punch-holes": holes, "forms": forms, "highlighter": highlighter,
         "decoration": decoration, "framed-fields": framed_fields, "inverse-headings": inverse_headings, "drawings": drawings}
