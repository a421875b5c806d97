"""The workbook as another program reads it (Debian's python3-openpyxl), cell by cell beside the CSV of the same tables.

usage: xlsx_test.py TACHADO SAMPLES
"""
import csv
import io
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

import openpyxl

TACHADO, SAMPLES = sys.argv[1:3]
SHEETS = {"documents": "csv", "fields": "csv-fields", "redactions": "csv-redactions"}
NUMBERS = {"bytes", "pages", "pages_examined", "redactions", "failed_redactions", "leaks", "amount", "amount_minimum", "amount_maximum",
           "redacted_share", "page", "confidence", "characters_estimated", "findings", "x0", "y0", "x1", "y1"}


class Workbook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        # A name that a spreadsheet would run.
        (root / "in").mkdir()
        (root / "in" / "=1+2.pdf").write_bytes((pathlib.Path(SAMPLES) / "digital_clean.pdf").read_bytes())
        cls.run_tachado("run", SAMPLES, "=1+2.pdf", "-o", str(root / "out"), "-q", "--ocr", "never", cwd=root / "in", codes=(0, 3))
        cls.run_tachado("export", str(root / "out"), "--to", "xlsx")
        cls.path = root / "out" / "export" / "tables.xlsx"
        cls.book = openpyxl.load_workbook(cls.path)
        cls.tables = {}
        for sheet, name in SHEETS.items():
            text = cls.run_tachado("export", str(root / "out"), "--to", name, "-o", "-").stdout
            cls.tables[sheet] = list(csv.reader(io.StringIO(text)))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def run_tachado(*arguments, cwd=None, codes=(0,)):
        done = subprocess.run([TACHADO, *arguments], cwd=cwd, check=False, capture_output=True, text=True)
        assert done.returncode in codes, done
        return done

    def test_every_cell_is_the_table_s(self):
        self.assertEqual(self.book.sheetnames, list(SHEETS))
        for sheet in SHEETS:
            rows = [[cell.value for cell in row] for row in self.book[sheet].iter_rows()]
            expected = self.tables[sheet]
            self.assertEqual(rows[0], expected[0])
            self.assertEqual(len(rows), len(expected), sheet)
            for got, wanted in zip(rows[1:], expected[1:]):
                for name, cell, text in zip(expected[0], got, wanted):
                    # A CSV cell that a spreadsheet would run has an apostrophe before it.
                    plain = text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
                    with self.subTest(sheet=sheet, column=name):
                        if cell is None:
                            self.assertEqual(text, "")
                        elif isinstance(cell, bool):
                            self.assertEqual(text, str(cell).lower())
                        elif isinstance(cell, (int, float)):
                            self.assertAlmostEqual(float(text), cell, places=6)
                        else:
                            self.assertEqual(plain, cell)

    def test_numbers_are_numbers_and_texts_are_texts(self):
        for sheet in SHEETS:
            header, *rows = self.book[sheet].iter_rows()
            seen = 0
            for row in rows:
                for name, cell in zip(header, row):
                    if cell.value is None:
                        continue
                    self.assertNotEqual(cell.data_type, "f", f"{sheet}: {name.value} is a formula: {cell.value}")
                    if name.value in NUMBERS:
                        seen += 1
                        self.assertEqual(cell.data_type, "n", f"{sheet}: {name.value}: {cell.value!r}")
                    if name.value in ("contract_number", "sha256", "path", "value", "printed"):
                        self.assertEqual(cell.data_type, "s", f"{sheet}: {name.value}: {cell.value!r}")
            self.assertGreater(seen, 10, sheet)
        amount = {cell.value: row for row in self.book["documents"].iter_rows() for cell in row}[61310877]
        self.assertTrue(any(cell.number_format == "#,##0.00" for cell in amount))

    def test_a_name_that_looks_like_a_formula_is_a_text(self):
        paths = [row[0] for row in self.book["documents"].iter_rows(min_col=2, max_col=2)]
        column = [cell.value for cell in self.book["documents"][1]].index("path") + 1
        cells = [self.book["documents"].cell(row, column) for row in range(2, len(paths) + 1)]
        self.assertEqual([cell.data_type for cell in cells if cell.value == "=1+2.pdf"], ["s"])

    def test_nothing_but_data(self):
        with zipfile.ZipFile(self.path) as members:
            self.assertIsNone(members.testzip())
            for name in members.namelist():
                content = members.read(name)
                self.assertNotIn(b"<f>", content, name)
                self.assertNotIn(b"TargetMode=\"External\"", content, name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
