"""Pages with redactions of many looks, and pages full of what only looks like one: what detection is measured on beside labelled
documents. Everything is drawn here, so that the boxes are known to the pixel.

Fifteen looks (LOOKS) and sixteen kinds of clean page (CLEAN), at 72 to 600 dpi, one bit to colour, PNG, TIFF and JPEG of quality 30
to 95, skewed by up to two degrees, with noise and blur. Redacted on paper and then scanned, or scanned and then redacted. The same
arguments give the same pages.

usage: redaction_pages.py FOLDER [--pages N] [--clean N] [--seed S]

Writes FOLDER/images, FOLDER/gold.json, whose class is the look (score_redactions.py reads it), and FOLDER/by-wear.json, the
same with the page's resolution and depth as its class. `labels` is what stands in each box, null where nothing does (labels.py reads it). --pages and --clean are pages of each look and of each kind of clean page.
"""
import argparse
import json
import math
import pathlib
import random

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter

import clean_things
from drawn_page import Sheet, bounds, grown, text_in

RESOLUTIONS = (200, 96, 300, 150, 72, 240, 600, 120, 200, 300, 100, 400)
LABELS = ("5.1.2e", "5.1.2.e", "Confidencial.1", "Reservada.2", "1. RFC", "2. CURP", "(b)(6)", "(b)(4)", "(b)(7)(C)", "#3.1", "#12", "A.1",
          "Testado 3", "Art. 116", "LGTAIP 113", "3", "N1-ELIMINADO 1", "(b)(6); (b)(7)(C)", "Dato personal")
GREYS = (96, 128, 150, 165, 180, 191, 200, 211)
COLOURS = ((204, 0, 0), (0, 84, 166), (0, 128, 64), (255, 140, 0), (120, 40, 140), (64, 64, 96), (150, 90, 40), (0, 160, 176),
           (255, 192, 203), (190, 215, 240), (150, 200, 120))
NOTES = ((255, 255, 0), (255, 245, 130), (0, 255, 255), (170, 240, 250), (255, 200, 90), (190, 255, 160))


# Where people redact -----------------------------------------------------------------------------------------------------------

def span(sheet, dice):
    """A few words of one line: its rectangle as the only part."""
    line = dice.choice(sheet.lines)
    first = dice.randrange(len(line))
    last = min(len(line) - 1, first + dice.choice((0, 0, 1, 1, 2, 3, 4, 6)))
    return [sheet.bar(line[first : last + 1], dice)]


def whole_line(sheet, dice):
    return [sheet.bar(dice.choice(sheet.lines), dice)]


def following_lines(sheet, dice, fewest, most):
    """Lines of one paragraph, from its middle."""
    paragraph = dice.choice([p for p in sheet.paragraphs if len(p) >= fewest] or [[]])
    if not paragraph:
        return []
    count = min(len(paragraph), dice.randrange(fewest, most + 1))
    first = dice.randrange(len(paragraph) - count + 1)
    return paragraph[first : first + count]


def block(sheet, dice):
    lines = following_lines(sheet, dice, 2, 9)
    return [bounds([sheet.bar(line, dice) for line in lines])] if lines else []


def staircase(sheet, dice):
    """From the middle of a line to the middle of a later one: parts that touch, one above the other."""
    lines = following_lines(sheet, dice, 2, 5)
    if not lines or any(len(line) < 5 for line in lines):
        return []
    left = min(line[0].box[0] for line in lines) - sheet.px(1)
    right = max(line[-1].box[2] for line in lines) + sheet.px(1)
    parts = []
    for i, line in enumerate(lines):
        x0, top, x1, bottom = sheet.bar(line, dice)
        if i == 0:
            x0 = line[dice.randrange(1, len(line) // 2)].box[0]
        if i == len(lines) - 1:
            x1 = line[dice.randrange(len(line) // 2 + 1, len(line))].box[2]
        parts.append([x0 if i == 0 else left, parts[-1][3] if parts else top, x1 if i == len(lines) - 1 else right, bottom])
    return parts


def one_line(sheet, dice):
    return dice.choice((span, span, whole_line))(sheet, dice)


def any_place(sheet, dice):
    kind = dice.random()
    if kind < 0.12 and sheet.cells:
        return [grown(dice.choice(sheet.cells), -sheet.px(1))]
    if kind < 0.2 and sheet.signatures:
        return [dice.choice(sheet.signatures)]
    return dice.choice((span, span, span, span, whole_line, block))(sheet, dice)


# Looks: each draws one region on the picture and gives the boxes that a person would say are there -------------------------------

def label_for(dice, share):
    return dice.choice(LABELS) if dice.random() < share else None


def fill_parts(sheet, parts, colour):
    for part in parts:
        sheet.draw.rectangle(part, fill=colour)


def black(sheet, parts, dice):
    fill_parts(sheet, parts, (dice.choice((0, 0, 0, 12, 30)),) * 3)
    return [bounds(parts)]


def black_label(sheet, parts, dice):
    black(sheet, parts, dice)
    text_in(sheet, bounds(parts), dice.choice(LABELS), (255, 255, 255), dice)
    return [bounds(parts)]


def grey(sheet, parts, dice):
    value = dice.choice(GREYS)
    fill_parts(sheet, parts, (value,) * 3)
    if label := label_for(dice, 0.5):
        text_in(sheet, bounds(parts), label, dice.choice(((255,) * 3, (0,) * 3)) if value < 190 else (0, 0, 0), dice)
    return [bounds(parts)]


def colour(sheet, parts, dice):
    chosen = dice.choice(COLOURS)
    fill_parts(sheet, parts, chosen)
    if label := label_for(dice, 0.5):
        text_in(sheet, bounds(parts), label, (255, 255, 255) if sum(chosen) < 420 else (0, 0, 0), dice)
    return [bounds(parts)]


def edged(sheet, parts, dice):
    """Grey or coloured with a dark outline."""
    box = bounds(parts)
    chosen = dice.choice(COLOURS + tuple((value,) * 3 for value in GREYS))
    sheet.draw.rectangle(box, fill=chosen, outline=dice.choice(((0, 0, 0), (60, 60, 60), (90, 0, 0))), width=max(1, sheet.px(dice.choice((0.5, 0.75, 1, 1.5)))))
    if label := label_for(dice, 0.5):
        text_in(sheet, box, label, (255, 255, 255) if sum(chosen) < 420 else (0, 0, 0), dice)
    return [box]


def outlined(sheet, parts, dice, share=0.0):
    box = bounds(parts)
    sheet.draw.rectangle(box, fill=(255, 255, 255), outline=dice.choice(((0, 0, 0),) * 4 + ((70, 70, 70), (180, 0, 0), (0, 0, 160))),
                         width=max(1, sheet.px(dice.choice((0.4, 0.5, 0.75, 1, 1.5)))))
    if label := label_for(dice, share):
        text_in(sheet, box, label, (0, 0, 0) if dice.random() < 0.8 else (180, 0, 0), dice)
    return [box]


def outlined_label(sheet, parts, dice):
    return outlined(sheet, parts, dice, 1.0)


def note(sheet, parts, dice):
    box = bounds(parts)
    sheet.draw.rectangle(box, fill=dice.choice(NOTES))
    text_in(sheet, box, dice.choice(LABELS), dice.choice(((255, 0, 0), (0, 0, 0), (0, 0, 0))), dice, large=True)
    return [box]


def white_out(sheet, parts, dice):
    """Whiter and smoother than the scanned paper around it."""
    fill_parts(sheet, parts, (255, 255, 255))
    return [bounds(parts)]


def hatched(sheet, parts, dice):
    box = bounds(parts)
    width, height = box[2] - box[0], box[3] - box[1]
    tile = Image.new("RGB", (max(1, width), max(1, height)), (255, 255, 255))
    if dice.random() < 0.3:
        tile = sheet.image.crop((box[0], box[1], box[0] + tile.width, box[1] + tile.height))
    pen = ImageDraw.Draw(tile)
    ink = dice.choice(((0, 0, 0), (0, 0, 0), (60, 60, 60), (0, 0, 140)))
    step, thick = max(3, sheet.px(dice.choice((2.5, 3, 4)))), max(1, sheet.px(dice.choice((0.5, 0.7, 1))))
    for x in range(-height, width + height, step):
        pen.line((x, 0, x + height, height), fill=ink, width=thick)
        pen.line((x, height, x + height, 0), fill=ink, width=thick)
    sheet.image.paste(tile, (box[0], box[1]))
    sheet.draw.rectangle(box, outline=ink, width=thick)
    return [box]


def marker(sheet, parts, dice):
    """Strokes of a pen as thick as the line: ragged ends, uneven edges, the print beneath faintly to be seen."""
    ink = dice.choice((15, 25, 40, 55))
    boxes = []
    for x0, y0, x1, y1 in parts:
        mask = Image.new("L", sheet.image.size, 0)
        pen = ImageDraw.Draw(mask)
        wobble = 0.06 * (y1 - y0)
        steps = max(4, (x1 - x0) // max(2, sheet.px(6)))
        top, bottom = [], []
        for i in range(steps + 1):
            x = x0 + (x1 - x0) * i / steps
            top.append((x, y0 + dice.gauss(0, wobble)))
            bottom.append((x, y1 + dice.gauss(0, wobble)))
        for edge in (top, bottom):
            edge[0] = (edge[0][0] + dice.gauss(0, 3 * wobble), edge[0][1])
            edge[-1] = (edge[-1][0] + dice.gauss(0, 3 * wobble), edge[-1][1])
        pen.polygon(top + bottom[::-1], fill=int(255 * dice.choice((0.8, 0.88, 0.94, 1.0))))
        mask = mask.filter(ImageFilter.GaussianBlur(max(0.4, sheet.px(0.3))))
        sheet.image.paste((ink,) * 3, (0, 0), mask)
        boxes.append(list(mask.point(lambda v: 255 if v > 100 else 0).getbbox()))
    sheet.draw = ImageDraw.Draw(sheet.image)
    return [bounds(boxes)]


def skewed(sheet, parts, dice):
    """A box drawn by a hand that was not level, or a strip of paper laid over the line."""
    x0, y0, x1, y1 = bounds(parts)
    steepest = math.degrees(math.atan2(0.8 * (y1 - y0), max(1, x1 - x0)))
    turn = math.radians(dice.choice((-1, 1)) * min(steepest, dice.uniform(1, 6)))
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    corners = [(cx + (x - cx) * math.cos(turn) - (y - cy) * math.sin(turn), cy + (x - cx) * math.sin(turn) + (y - cy) * math.cos(turn))
               for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    fill = dice.choice(((0, 0, 0), (0, 0, 0), (150, 150, 150), (255, 255, 255)))
    sheet.draw.polygon(corners, fill=fill)
    if sum(fill) > 700:
        sheet.draw.line(corners + corners[:2], fill=(0, 0, 0), width=max(1, sheet.px(0.8)))
    return [[round(min(x for x, _ in corners)), round(min(y for _, y in corners)), round(max(x for x, _ in corners)), round(max(y for _, y in corners))]]


def touching(sheet, parts, dice):
    """Two or three boxes side by side with a common edge, told apart by an outline, by colour or by height."""
    x0, y0, x1, y1 = bounds(parts)
    count = min(dice.choice((2, 2, 3)), (x1 - x0) // max(1, sheet.px(16)))
    if count < 2:
        return outlined_label(sheet, parts, dice)
    cuts = [x0] + sorted(x0 + round((x1 - x0) * (i + dice.uniform(-0.15, 0.15)) / count) for i in range(1, count)) + [x1]
    kind = dice.choice(("outlined", "edged", "colours"))
    boxes = []
    shades = dice.sample((0, 110, 150, 190), 3)
    for i in range(count):
        box = [cuts[i], y0, cuts[i + 1], y1]
        if kind == "colours":
            sheet.draw.rectangle(box, fill=(shades[i],) * 3)
        else:
            sheet.draw.rectangle(box, fill=(255, 255, 255) if kind == "outlined" else (185, 185, 185), outline=(0, 0, 0), width=max(1, sheet.px(0.6)))
            text_in(sheet, box, dice.choice(LABELS[:12]), (0, 0, 0), dice)
        boxes.append(box)
    return boxes


LOOKS = {"black": (black, any_place), "black-label": (black_label, any_place), "grey": (grey, any_place), "colour": (colour, any_place),
         "edged": (edged, any_place), "outlined": (outlined, any_place), "outlined-label": (outlined_label, any_place),
         "note": (note, any_place), "whiteout": (white_out, any_place), "hatched": (hatched, any_place), "marker": (marker, one_line),
         "skewed": (skewed, any_place), "touching": (touching, any_place), "staircase-black": (black, staircase),
         "staircase-grey": (grey, staircase)}
CLEAN = clean_things.KINDS
COLOURFUL = ("colour", "edged", "note")
FAINT_IN_ONE_BIT = ("grey", "colour", "edged", "note", "whiteout", "touching", "skewed", "staircase-grey")


# Pages and their wear -----------------------------------------------------------------------------------------------------------

def places(sheet, dice, place, count):
    """Up to `count` regions that keep off each other and are large enough to be meant."""
    taken, found = [], []
    for _ in range(count * 8):
        parts = place(sheet, dice) if sheet.lines else []
        if not parts or len(found) == count:
            continue
        box = bounds(parts)
        if box[2] - box[0] < sheet.px(14) or box[3] - box[1] < sheet.px(6):
            continue
        near = grown(box, sheet.px(2.5))
        if any(near[0] < t[2] and t[0] < near[2] and near[1] < t[3] and t[1] < near[3] for t in taken):
            continue
        taken.append(box)
        found.append([[round(v) for v in part] for part in parts])
    return found


def turned_point(x, y, size, degrees):
    turn = math.radians(-degrees)
    cx, cy = size[0] / 2, size[1] / 2
    return cx + (x - cx) * math.cos(turn) - (y - cy) * math.sin(turn), cy + (x - cx) * math.sin(turn) + (y - cy) * math.cos(turn)


def turned_box(box, size, degrees):
    """The upright box around a turned one."""
    corners = [turned_point(x, y, size, degrees) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return [round(min(x for x, _ in corners)), round(min(y for _, y in corners)), round(max(x for x, _ in corners)), round(max(y for _, y in corners))]


def scanned(image, dice, chance, degrees, dpi):
    """What a scanner makes of a sheet: turned, soft, with the grain of the paper."""
    paper = dice.choice((255, 252, 246, 238))
    if degrees:
        image = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    image = ImageChops.multiply(image, Image.new("RGB", image.size, (paper, paper, paper - dice.choice((0, 0, 4, 10)))))
    blur = dice.choice((0, 0.3, 0.5, 0.8)) * dpi / 150
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    grain = chance.normal(0, dice.choice((1.5, 3, 5)), (image.height, image.width, 1)).astype(numpy.float32)
    return Image.fromarray(numpy.clip(numpy.asarray(image, dtype=numpy.float32) + grain, 0, 255).astype(numpy.uint8))


def saved(image, name, folder, dice, depth, dither, dpi):
    """Writes the page in a format that holds its depth; gives the file's name."""
    if depth == 1:
        bits = image.convert("L")
        bits = bits.convert("1") if dither else bits.point(lambda v: 255 if v > 150 else 0).convert("1", dither=Image.Dither.NONE)
        if dice.random() < 0.5:
            bits.save(folder / f"{name}.tif", compression="group4", dpi=(dpi, dpi))
            return f"{name}.tif"
        bits.save(folder / f"{name}.png", dpi=(dpi, dpi), compress_level=1)
        return f"{name}.png"
    image = image.convert("L") if depth == 8 else image
    if dice.random() < 0.55:
        image.save(folder / f"{name}.jpg", quality=dice.choice((30, 45, 60, 75, 85, 95)), dpi=(dpi, dpi))
        return f"{name}.jpg"
    image.save(folder / f"{name}.png", dpi=(dpi, dpi), compress_level=1)
    return f"{name}.png"


def redacted_page(name, look, dpi, dice, chance, folder):
    draw_look, place = LOOKS[look]
    sheet = Sheet(dice, dpi)
    sheet.contract(dice)
    depth = dice.choice((1, 8, 24))
    if look == "whiteout" or look in FAINT_IN_ONE_BIT and dice.random() < 0.9:
        depth = 24 if look in COLOURFUL else dice.choice((8, 24))
    scan = look in ("whiteout", "marker") or dice.random() < 0.6
    on_paper = look != "whiteout" and dice.random() < 0.5
    degrees = dice.choice((0, dice.uniform(-0.5, 0.5), dice.uniform(-2, 2))) if scan else 0
    regions = places(sheet, dice, place, dice.choice((2, 4, 6, 9)))
    if scan and not on_paper:
        sheet.replace(scanned(sheet.image, dice, chance, degrees, dpi))
        regions = [[turned_box(part, sheet.image.size, degrees) for part in parts] for parts in regions if
                   abs(math.sin(math.radians(degrees))) * (bounds(parts)[2] - bounds(parts)[0]) < sheet.px(6)]
    boxes = [box for parts in regions for box in draw_look(sheet, parts, dice)]
    labels = [next((text for at, text in sheet.labels if at == list(box)), None) for box in boxes]
    if scan and on_paper:
        sheet.replace(scanned(sheet.image, dice, chance, degrees, dpi))
        boxes = [turned_box(box, sheet.image.size, degrees) for box in boxes]
    file = saved(sheet.image, name, folder, dice, depth, look in FAINT_IN_ONE_BIT, dpi)
    return file, sheet.image.size, boxes, labels, depth


def clean_page(name, kind, dpi, dice, chance, folder):
    sheet = Sheet(dice, dpi)
    CLEAN[kind](sheet, dice)
    depth = dice.choice((1, 8, 24, 24))
    if dice.random() < 0.6:
        sheet.replace(scanned(sheet.image, dice, chance, dice.choice((0, dice.uniform(-2, 2))), dpi))
    if kind == "scan-borders":
        clean_things.scan_borders(sheet, dice)
    file = saved(sheet.image, name, folder, dice, depth, dice.random() < 0.5, dpi)
    return file, sheet.image.size, [], [], depth


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--clean", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    images = args.folder / "images"
    images.mkdir(parents=True)
    gold, by_wear = {}, {}
    jobs = [(look, redacted_page, i) for look in LOOKS for i in range(args.pages)]
    jobs += [(kind, clean_page, i) for kind in CLEAN for i in range(args.clean)]
    for kind, make, i in jobs:
        # Each page has dice of its own, so that one more page of a look changes no other.
        dice = random.Random(f"{args.seed} {kind} {i}")
        chance = numpy.random.default_rng(dice.getrandbits(64))
        dpi = RESOLUTIONS[(i + dice.randrange(len(RESOLUTIONS))) % len(RESOLUTIONS)]
        file, (width, height), boxes, labels, depth = make(f"{kind}-{i:02}", kind, dpi, dice, chance, images)
        boxes = [[max(0, b[0]), max(0, b[1]), min(width, b[2] + 1), min(height, b[3] + 1)] for b in boxes]
        page = {"class": kind if make is redacted_page else f"clean {kind}", "width": width, "height": height, "boxes": boxes, "labels": labels}
        gold[file] = page
        by_wear[file] = page | {"class": f"{dpi:3} dpi, {'1 bit' if depth == 1 else 'grey' if depth == 8 else 'colour'}"}
    for name, pages in (("gold.json", gold), ("by-wear.json", by_wear)):
        (args.folder / name).write_text(json.dumps(pages, indent=1), encoding="utf-8")


main()
