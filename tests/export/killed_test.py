"""Exports that are killed on their way: nothing half lies under a final name, and the next one is whole.

usage: killed_test.py TACHADO SAMPLES
"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

TACHADO, SAMPLES = sys.argv[1:3]
DOCUMENTS = 60
TRIES = 4


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        (root / "in").mkdir()
        for number in range(DOCUMENTS):
            os.symlink(pathlib.Path(SAMPLES).resolve() / "digital_clean.pdf", root / "in" / f"{number}.pdf")
        cls.out = root / "out"
        subprocess.run([TACHADO, "run", str(root / "in"), "-o", str(cls.out), "-q", "--ocr", "never"], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def killed(self, target, command, look):
        """Kills it after parts of the time that it needs; `look` at what is there each time."""
        begun = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        needed = time.monotonic() - begun
        self.assertTrue(look())
        subprocess.run(["rm", "-rf", str(target)], check=True)
        died = 0
        for part in range(1, TRIES + 1):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            time.sleep(needed * part / (TRIES + 1))
            process.kill()
            died += process.wait() != 0
            self.assertTrue(not target.exists() or look(), f"killed after {part} of {TRIES + 1} parts")
        self.assertGreater(died, 0)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self.assertTrue(look())

    def test_a_stream(self):
        target = self.out / "lines.jsonl"
        self.killed(target, [TACHADO, "export", str(self.out), "--to", "jsonl", "-o", str(target)],
                    lambda: target.read_bytes().count(b"\n") == DOCUMENTS)

    def test_a_workbook(self):
        target = self.out / "tables.xlsx"
        self.killed(target, [TACHADO, "export", str(self.out), "--to", "xlsx", "-o", str(target)],
                    lambda: zipfile.ZipFile(target).testzip() is None)

    def test_a_database(self):
        target = self.out / "batch.sqlite"

        def whole():
            database = sqlite3.connect(target)
            try:
                tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                documents = database.execute("SELECT count(*) FROM documents").fetchone()[0] if tables else 0
                return database.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and documents in (0, DOCUMENTS)
            finally:
                database.close()

        self.killed(target, [TACHADO, "export", str(self.out), "--to", "sqlite", "-o", str(target)], whole)

    def test_a_report(self):
        target = self.out / "report"
        self.killed(target, [TACHADO, "report", str(self.out), "--no-images"],
                    lambda: (target / "index.html").read_text(encoding="utf-8").endswith("</html>\n")
                    and len(list((target / "documents").iterdir())) == DOCUMENTS)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
