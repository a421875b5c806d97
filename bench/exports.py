"""What each export of a batch costs, for a small and a large batch: processor time, and the most memory that its process held.

usage: bench/exports.py TACHADO SAMPLES [DOCUMENTS…]   default: 200 5000

The documents are links to the samples, each read once and written as often as it is linked: sizes as of real contracts, without hours of
reading them.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

TACHADO, SAMPLES = sys.argv[1:3]
SIZES = [int(each) for each in sys.argv[3:]] or [200, 5000]
FORMATS = ["jsonl", "csv", "csv-fields", "csv-redactions", "xlsx", "sqlite", "ocds", "ftm", "txt", "hocr", "alto", "report"]


def make_batch(root, documents):
    samples = [path for path in sorted(pathlib.Path(SAMPLES).glob("digital_*.pdf"))]
    folder = root / "in"
    folder.mkdir()
    for number in range(documents):
        os.symlink(samples[number % len(samples)].resolve(), folder / f"{number:05}.pdf")
    subprocess.run([TACHADO, "run", str(folder), "-o", str(root / "out"), "-q", "--ocr", "never"], check=True)
    return root / "out"


def cost(arguments):
    """Seconds and megabytes of a process."""
    process = subprocess.Popen([TACHADO, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    results = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            out = make_batch(pathlib.Path(folder), size)
            for name in FORMATS:
                command = ["report", str(out), "--no-images"] if name == "report" else ["export", str(out), "--to", name]
                if name == "ocds":
                    command += ["--ocid-prefix", "ocds-213czf", "--publisher", "bench"]
                results[name, size] = cost(command)
    print("| export | " + " | ".join(f"{size} documents" for size in SIZES) + " |")
    print("| --- |" + " --- |" * len(SIZES))
    for name in FORMATS:
        print(f"| {name} | " + " | ".join("{:.2f} s, {:.0f} MB".format(*results[name, size]) for size in SIZES) + " |")


main()
