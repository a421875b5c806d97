"""A batch under fire: thousands of files, many of them hostile, while workers and supervisor are killed at random.

Every file must end with exactly one valid answer, byte for byte that of an undisturbed run (but for the files that loop, eat
or crash by design, whose answers must say so, and those that a limit of time or memory cut short), and nothing may be left behind but the output:
no process, no temporary file, nothing in the output folder that the undisturbed run has not.

usage: soak.py --faulty PROGRAM --samples FOLDER --schema FILE [--corpus FOLDER...] [--files N] [--kills N] [--seed N]
               [--jobs N] [--ocr WHEN] [--keep FOLDER]
  --faulty   tests/pipeline/faulty.cc, which fails by the names of documents
  --corpus   more folders to take files from
"""
import argparse
import collections
import filecmp
import io
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
import zlib

import jsonschema

BY_DESIGN = {"loop": "timeout", "eat": "memory", "crash": "crash", "abort": "crash"}
PAGE_SECONDS = "2"
MEMORY_MB = "400"
MOST_DEATHS = 4


def pdf_of(objects):
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref)


def stream(content, more=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def text_pdf(pages, text):
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for i in range(pages):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R "
                       b">> >> >>" % (5 + 2 * i))
        objects.append(stream(b"BT /F1 12 Tf 72 700 Td (%s hoja %d) Tj ET" % (text.encode(), i + 1)))
    return pdf_of(objects)


def page_pdf(content, more=b"", box=b"0 0 612 792", extra=()):
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                   b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>" % box,
                   stream(content, more), *extra])


def hostile(random_):
    """Made-up hostile files, by name."""
    bomb = zlib.compress(b"q Q " * 4_000_000, 9)
    nested = b"[" * 100_000
    yield "cycle_kids.pdf", pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"])
    yield "cycle_form.pdf", page_pdf(b"/X Do", extra=[stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
                                                                      b"<< /XObject << /X 5 0 R >> >>")])
    yield "bomb_flate.pdf", page_pdf(bomb, b"/Filter /FlateDecode")
    yield "bomb_twice.pdf", page_pdf(zlib.compress(bomb, 9), b"/Filter [/FlateDecode /FlateDecode]")
    yield "huge_page.pdf", page_pdf(b"0 0 9 9 re f", box=b"0 0 99999999 99999999")
    yield "huge_image.pdf", page_pdf(b"/X Do", extra=[stream(b"", b"/Type /XObject /Subtype /Image /Width 2000000 /Height 2000000 "
                                                                  b"/BitsPerComponent 8 /ColorSpace /DeviceRGB")])
    yield "deep_array.pdf", page_pdf(b"0 g", extra=[nested + b"]" * 100_000])
    yield "deep_q.pdf", page_pdf(b"q " * 200_000)
    yield "no_pages.pdf", pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"])
    yield "html.pdf", b"<!DOCTYPE html><html><body>404</body></html>"
    yield "empty.pdf", b""
    yield "zeros.pdf", bytes(10_000)
    yield "noise.pdf", random_.randbytes(20_000)
    yield "noise_with_head.pdf", b"%PDF-1.7\n" + random_.randbytes(20_000)


def archives(random_, members):
    for number in range(6):
        chosen = random_.sample(members, min(8, len(members)))
        buffer = io.BytesIO()
        if number % 2 == 0:
            with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
                for name, content in chosen:
                    out.writestr(name, content)
            yield f"pack{number}.zip", buffer.getvalue()
        else:
            with tarfile.open(fileobj=buffer, mode="w:gz") as out:
                for name, content in chosen:
                    info = tarfile.TarInfo(name)
                    info.size = len(content)
                    out.addfile(info, io.BytesIO(content))
            yield f"pack{number}.tar.gz", buffer.getvalue()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("big.pdf", bytes(200_000_000))
    yield "bomb.zip", buffer.getvalue()


def fill(folder, args, random_):
    """Files until there are enough of them; gives how many."""
    sources = [p for root in [args.samples, *args.corpus] for p in sorted(pathlib.Path(root).rglob("*")) if p.is_file()]
    small = [p for p in sources if p.stat().st_size < 3_000_000]
    made = list(hostile(random_))
    for fault in BY_DESIGN:
        made += [(f"{fault}-1.pdf", text_pdf(1, fault)), (f"long-{fault}-11.pdf", text_pdf(30, fault))]
    made += list(archives(random_, made[:14]))
    count = 0

    def put(name, content):
        nonlocal count
        path = folder / f"{count % 40:02}" / f"{count:05}-{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1

    for name, content in made:
        put(name, content)
    for path in small:
        put(path.name, path.read_bytes())
    while count < args.files:
        kind = random_.random()
        if kind < 0.5:
            put("text.pdf", text_pdf(random_.randint(1, 40), f"contrato {count}"))
        elif kind < 0.7:
            put("twin.pdf", text_pdf(3, f"gemelo {random_.randint(1, 20)}"))
        else:
            whole = random_.choice(small).read_bytes()
            cut = bytearray(whole[: random_.randint(1, max(1, len(whole)))])
            for _ in range(random_.randint(0, 5)):
                cut[random_.randrange(len(cut))] = random_.randrange(256)
            put("cut.pdf", bytes(cut))
    return count


def command(program, args, inputs, out):
    return [program, "run", inputs, "-o", out, "--jobs", str(args.jobs), "--ocr", args.ocr, "--quiet",
            "--page-seconds", PAGE_SECONDS, "--memory-mb", MEMORY_MB]


def children_of(pid):
    try:
        return [int(p) for p in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def lives(pid):
    """Whether it still runs: a zombie that nobody waits for does not."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def most_deaths(log):
    """How often the unluckiest document of the run that is under way has lost its worker."""
    deaths = {}
    try:
        lines = log.read_text().splitlines()
    except OSError:
        return 0
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue  # being written
        if event["event"] == "begin":
            deaths = {}
        elif event["event"] == "worker_died":
            deaths[event["path"]] = deaths.get(event["path"], 0) + 1
    return max(deaths.values(), default=0)


def under_fire(args, inputs, out, random_, calm_seconds):
    """Runs until it is done; meanwhile kills. Gives the number of kills of workers and supervisors."""
    pause = max(0.05, calm_seconds / (args.kills + 1))
    kills = [0, 0]
    log = out.with_suffix(".log")
    while True:
        run = subprocess.Popen(command(args.faulty, args, inputs, out) + ["--log", str(log)])
        workers = set()
        while run.poll() is None:
            time.sleep(random_.uniform(0.2, 1.8) * pause)
            workers.update(children_of(run.pid))
            if sum(kills) >= args.kills or run.poll() is not None:
                continue
            # A document that loses its worker six times is given up, as it should be: slow ones are hit most.
            if random_.random() < 0.25 or most_deaths(log) >= MOST_DEATHS:
                kill(run.pid)
                kills[1] += 1
            elif children_of(run.pid):
                kill(random_.choice(children_of(run.pid)))
                kills[0] += 1
        deadline = time.time() + 5
        while any(map(lives, workers)) and time.time() < deadline:
            time.sleep(0.05)
        left = [pid for pid in workers if lives(pid)]
        if left:
            sys.exit(f"soak: workers outlive their supervisor: {left}")
        if run.returncode >= 0:
            return run.returncode, kills


def by_design(name):
    return next((kind for fault, kind in BY_DESIGN.items() if f"{fault}-1" in name), None)


def kinds_of(path):
    with open(path, encoding="utf-8") as file:
        return {problem["kind"] for problem in json.load(file)["problems"]}


def cut_short(paths):
    """What a limit of time or memory stopped may be stopped elsewhere the next time."""
    return any(kinds_of(path) & {"timeout", "memory"} for path in paths)


def paths_of(out):
    """The path of each document of a run, once for each line."""
    with open(out / "documents.jsonl", encoding="utf-8") as file:
        return collections.Counter(json.loads(line)["source"]["path"] for line in file)


def unanswered(inputs, out):
    """Files without an answer, or with more than one. An archive is answered by its members."""
    paths = paths_of(out)
    faults = [f"{path}: {count} answers" for path, count in paths.items() if count != 1]
    opened = {path.split("!/")[0] for path in paths if "!/" in path}
    for path in inputs.rglob("*"):
        # As documents name it: bytes that are no text percent-escaped.
        name = os.fsencode(path).decode("utf-8", "surrogateescape")
        if path.is_file() and name.isprintable() and "%" not in name and name not in paths and name not in opened:
            faults.append(f"{name}: no answer")
    return faults


def invalid(out, schema):
    """Documents that the schema refuses; told by a judge that is not ours."""
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text()))
    faults = []
    for path in (out / "documents").rglob("*.json"):
        with open(path, encoding="utf-8") as file:
            fault = next(validator.iter_errors(json.load(file)), None)
        if fault is not None:
            faults.append(f"{path.name}: {fault.message[:200]}")
    return faults


def files_of(out):
    return {str(path.relative_to(out)) for path in out.rglob("*")} - {".tachado/crashes.log"}


def rows_of(out, table, passed_over):
    """Lines of a table but for those of documents that may differ."""
    text = (out / table).read_text(encoding="utf-8", errors="surrogateescape")
    return [line for line in text.splitlines() if not any(path in line for path in passed_over)]


def compare(calm, fire):
    faults = []
    passed_over = set()
    names = [sorted(str(p.relative_to(o / "documents")) for p in (o / "documents").rglob("*.json")) for o in (calm, fire)]
    if names[0] != names[1]:
        faults.append(f"other documents: {sorted(set(names[0]) ^ set(names[1]))[:5]}")
    for name in names[0]:
        with open(fire / "documents" / name, encoding="utf-8") as file:
            document = json.load(file)
        kind = by_design(document["source"]["path"].rsplit("/", 1)[-1])
        if kind:
            passed_over.add(document["source"]["path"])
            kinds = kinds_of(fire / "documents" / name)
            if kind not in kinds:
                faults.append(f"{name}: {kinds}, should have {kind}")
        else:
            both = [run / "documents" / name for run in (calm, fire)]
            if filecmp.cmp(*both, shallow=False):
                continue
            passed_over.add(document["source"]["path"])
            if not cut_short(both):
                faults.append(f"{name}: differs")
    lines = sum(1 for _ in open(fire / "documents.jsonl", encoding="utf-8"))
    if lines != len(names[1]):
        faults.append(f"{lines} lines for {len(names[1])} documents")
    for table in ("documents.jsonl", "summary.csv", "failures.csv"):
        rows = [rows_of(run, table, passed_over) for run in (calm, fire)]
        if rows[0] != rows[1]:
            faults.append(f"{table}: other rows")
    if files_of(calm) != files_of(fire):
        faults.append(f"other files: {sorted(files_of(calm) ^ files_of(fire))[:5]}")
    for folder in ("writing", "pages"):
        left = os.listdir(fire / ".tachado" / folder)
        if left:
            faults.append(f"left behind in {folder}: {left[:5]}")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faulty", required=True)
    parser.add_argument("--samples", required=True)
    parser.add_argument("--corpus", action="append", default=[])
    parser.add_argument("--schema", required=True)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--ocr", default="never")
    parser.add_argument("--keep")
    args = parser.parse_args()
    random_ = random.Random(args.seed)
    scratch = pathlib.Path(args.keep or tempfile.mkdtemp(prefix="tachado-soak-"))
    inputs = scratch / "in"
    # Files without names are gone with their process; what has one would stay here.
    temporary = scratch / "tmp"
    temporary.mkdir(parents=True)
    os.environ["TMPDIR"] = str(temporary)
    count = fill(inputs, args, random_)
    print(f"{count} files, seed {args.seed}")
    begun = time.time()
    code = subprocess.call(command(args.faulty, args, inputs, scratch / "calm"))
    calm_seconds = time.time() - begun
    print(f"undisturbed: {calm_seconds:.0f} s, exit code {code}")
    begun = time.time()
    fire_code, kills = under_fire(args, inputs, scratch / "fire", random_, calm_seconds)
    fire_seconds = time.time() - begun
    print(f"under fire: {fire_seconds:.0f} s, exit code {fire_code}, {kills[0]} workers and {kills[1]} supervisors killed")
    faults = compare(scratch / "calm", scratch / "fire")
    faults += unanswered(inputs, scratch / "fire")
    faults += invalid(scratch / "fire", pathlib.Path(args.schema))
    if os.listdir(temporary):
        faults.append(f"left behind in TMPDIR: {os.listdir(temporary)[:5]}")
    if (code, fire_code) != (3, 3):
        faults.append(f"exit codes {code} and {fire_code}, should be 3")
    if fire_seconds > 5 * calm_seconds + 60:
        faults.append("it took more than five times as long")
    for fault in faults:
        print(f"soak: {fault}")
    if not args.keep:
        shutil.rmtree(scratch)
    print("soak: all well" if not faults else f"soak: {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
