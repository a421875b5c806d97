#!/usr/bin/env python3
"""slurm_test.py BUILD: cluster/submit-slurm on a Slurm of two nodes on this machine (loopback.py).

The samples and a few hundred generated documents, in seven shards, while a task is killed, another is told
that its time is up and a node dies; what is merged has to be what one run writes, byte for byte: documents.jsonl, summary.csv,
failures.csv, each document, and the database's content. Then what was submitted again, with a shard lost
and with a new file. Some documents wait on each page (tachado_faulty), so that there is a middle to kill
in. Ends with 0, or with 1 and what was wrong.
"""

import filecmp
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import time

from loopback import Failure, Slurm, kill, processes

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARDS = 7
CONTRACTS = 300
SLOW = 15        # documents that wait; the shards without recognition share them
SLOW_PAGES = 100  # of 30 ms each: such a shard takes some nine seconds, and next to no processor time
BATCH_SECONDS = 300  # for the whole of it, on a machine that does other things too


def expect(condition, what):
    if not condition:
        raise Failure(what)


def run(*command, codes=(0,), environment=None):
    done = subprocess.run([str(word) for word in command], env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=BATCH_SECONDS)
    expect(done.returncode in codes, f"{' '.join(map(str, command))} ended with {done.returncode}:\n"
                                     f"{done.stdout}{done.stderr}")
    return done


def slow_pdf(number, pages):
    """A PDF of `pages` pages with a line each."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{' '.join(f'{4 + 2 * i} 0 R' for i in range(pages))}] /Count {pages} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for page in range(pages):
        text = f"BT /F1 12 Tf 72 700 Td (Contrato {number}, hoja {page + 1} de {pages}) Tj ET"
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
                       f"/Contents {5 + 2 * page} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    out, offsets = "%PDF-1.7\n", []
    for i, one in enumerate(objects):
        offsets.append(len(out))
        out += f"{i + 1} 0 obj\n{one}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in offsets)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"


class Batch:
    """Inputs, a single run over them, and submissions to a cluster."""

    def __init__(self, build, folder):
        self.folder = folder
        self.tachado = build / "pipeline/tachado"
        faulty = build / "tests/pipeline/tachado_faulty"
        generator = build / "bench/generate_contracts"
        for program in (self.tachado, faulty, generator):
            expect(program.exists(), f"{program} is missing; make test builds it")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.chdir(folder)
        # The run waits on the pages of slow documents; all else is tachado's own.
        self.program = folder / "tachado"
        self.program.write_text(f'#!/bin/sh\nprogram="{self.tachado}"\n[ "$1" != run ] || program="{faulty}"\n'
                                'exec "$program" "$@"\n')
        self.program.chmod(0o755)
        shutil.copytree(ROOT / "samples", "in/samples", ignore=lambda _, names: [
            name for name in names if not name.endswith((".pdf", ".tif"))])
        run(generator, folder / "made", CONTRACTS, 0, 1)
        (folder / "made/files").rename("in/contracts")
        pathlib.Path("in/slow").mkdir()
        for number in range(SLOW):
            pathlib.Path(f"in/slow/slow-{number:02}.pdf").write_text(slow_pdf(number, SLOW_PAGES))

    def single(self, out):
        run(self.program, "run", "in", "-o", out, "--quiet", "--jobs", "8", codes=(3,))

    def submit(self, slurm, *options):
        environment = dict(slurm.environment, TACHADO=str(self.program))
        return run(ROOT / "cluster/submit-slurm", "in", "out", "--cpus", "1", *options,
                   environment=environment).stderr

    def status(self):
        return run(self.tachado, "status", "out", codes=(0, 3)).stdout

    def finish(self, slurm):
        slurm.wait("the jobs to end", BATCH_SECONDS, lambda: not slurm.ask("squeue", "--noheader"))

    def compare(self, single):
        for name in ("documents.jsonl", "summary.csv", "failures.csv"):
            expect(filecmp.cmp(f"{single}/{name}", f"out/{name}", shallow=False),
                   f"out/{name} is not what the single run wrote; see {self.folder}")
        names = [sorted(str(path.relative_to(f"{out}/documents")) for path in
                        pathlib.Path(f"{out}/documents").rglob("*.json")) for out in (single, "out")]
        expect(names[0] == names[1], f"documents are not those of the single run: {set(names[0]) ^ set(names[1])}")
        _, wrong, errors = filecmp.cmpfiles(f"{single}/documents", "out/documents", names[0], shallow=False)
        expect(not wrong and not errors, f"documents differ from those of the single run: {wrong + errors}")
        contents = []
        for out in (single, "out"):
            pathlib.Path(f"{out}.sqlite").unlink(missing_ok=True)
            run(self.tachado, "export", out, "--to", "sqlite", "-o", f"{out}.sqlite")
            with sqlite3.connect(f"{out}.sqlite") as database:
                contents.append("\n".join(database.iterdump()))
        expect(contents[0] == contents[1], f"the databases differ; see {self.folder}/*.sqlite")


def answered(shard):
    return any(pathlib.Path(f"out/shards/{shard}/documents").rglob("*.json"))


def wait_for_middle(slurm, node, but=()):
    """A shard that runs there, has answers and has its slow documents before it: they come last."""
    plan = json.loads(pathlib.Path("out/plan.json").read_text())
    slow = {one["shard"] for one in plan["documents"] if "/slow/" in one["path"]} - set(but)
    found = []

    def look():
        found[:] = [shard for shard, (state, where) in sorted(slurm.jobs().items())
                    if shard in slow and state == "RUNNING" and where == node and answered(shard)]
        return found

    slurm.wait(f"{node} to be in the middle of a shard", 60, look)
    return found[0]


def kill_task(shard):
    """The process of tachado that hands out the shard's work."""
    mark = f"{shard}/{SHARDS}".encode()
    tree = processes()
    own = {pid: parent for pid, (parent, words) in tree.items() if b"run" in words and mark in words}
    heads = [pid for pid, parent in own.items() if parent not in own]
    expect(len(heads) == 1, f"shard {shard} runs in {len(heads)} processes")
    kill(heads[0])


def log_of(shard):
    return pathlib.Path(f"out/logs/shard-{shard}.log").read_text()


def with_failures(batch, slurm):
    batch.submit(slurm, "--shards", str(SHARDS))
    lost = wait_for_middle(slurm, "n2")
    told = batch.status()
    expect(f"  shard {lost}/{SHARDS}" in told and "% of the work" in told,
           f"status does not show the shards:\n{told}")
    slurm.kill_node("n2")
    killed = wait_for_middle(slurm, "n1")
    kill_task(killed)
    stopped = wait_for_middle(slurm, "n1", but=(killed,))
    array = pathlib.Path("out/shards/jobs").read_text().split(",")[0]
    slurm.ask("scancel", "--batch", "--signal=USR1", f"{array}_{stopped}", check=True)
    refused = run(ROOT / "cluster/submit-slurm", "in", "out", codes=(4,),
                  environment=dict(slurm.environment, TACHADO=str(batch.program))).stderr
    expect("still work on it" in refused, f"submitted while jobs work on it: {refused}")
    batch.finish(slurm)
    for shard, reason in ((killed, "ended with 137"), (stopped, "its time is up")):
        expect(f"{reason}; queued again" in log_of(shard),
               f"shard {shard} does not say that {reason}:\n{log_of(shard)}")
    restarts = slurm.restarts()
    for shard in (lost, killed, stopped):
        expect(restarts.get(shard) == 1, f"shard {shard} was to be queued again once: {restarts}")
    batch.compare("single")
    expect("  merged                      yes" in batch.status(), "status does not say that it is merged")


def again(batch, slurm):
    """A shard is lost; then a file is new: the others are left alone."""
    told = batch.submit(slurm)
    expect(told.endswith("nothing is missing: out\n"), f"submitted although nothing is missing: {told}")
    shutil.rmtree("out/shards/3")
    told = batch.submit(slurm)
    expect(f"shards 3 of {SHARDS}" in told, f"not only what is missing was submitted: {told}")
    batch.finish(slurm)
    batch.compare("single")
    shutil.copy("in/contracts/" + sorted(os.listdir("in/contracts"))[0], "in/new.pdf")
    told = batch.submit(slurm)
    expect(re.search(rf"shards \d of {SHARDS}:", told), f"more than the new file's shard was submitted: {told}")
    batch.finish(slurm)
    batch.single("single-with-new")
    batch.compare("single-with-new")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    begun = time.monotonic()

    def say(what):
        print(f"slurm_test: {time.monotonic() - begun:5.1f} s: {what}", flush=True)

    try:
        batch = Batch(build, build.parent / "slurm/batch")
        batch.single("single")
        say("one run is done")
        with Slurm(build.parent / "slurm/cluster") as slurm:
            with_failures(batch, slurm)
            say(f"{SHARDS} shards with two tasks and a node lost: as one run")
            again(batch, slurm)
            say("submitted again: only what was missing, as one run")
    except (Failure, subprocess.TimeoutExpired) as failure:
        print(f"slurm_test: error: {failure}", file=sys.stderr)
        return 1
    say("all well; nothing is left running")
    return 0


if __name__ == "__main__":
    sys.exit(main())
