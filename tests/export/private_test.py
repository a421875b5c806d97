"""What is private, planted in documents and looked for in every export and every page of the report.

usage: private_test.py TACHADO
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

TACHADO = sys.argv[1]
STREAMS = ["jsonl", "csv", "csv-fields", "csv-redactions", "xlsx", "sqlite", "ocds", "ftm", "txt", "hocr", "alto"]
COPIES = ["pdf-text", "pdf-marked", "overlay"]
PERSONAL = ["VAQE800101HDFLRR09", "012180001234567897", "79456123", "79.456.123", "4056789012"]
HIDDEN = "Ornitorrinco"
LINES = ["CONTRATO DE SERVICIOS que celebran el Municipio de Valle del Norte y Coedra, S.A. de C.V.",
         "Contrato: SSP/077/2022. El representante, con CURP VAQE800101HDFLRR09, firma.",
         "La cuenta con CLABE 012180001234567897 y la cuenta bancaria 4056789012 del Banco del Norte.",
         "El monto total es de $1,248,300.00 M.N. Identificado con C.C. 79.456.123 de Bogota.",
         "El domicilio es el que se indica:"]


def pdf():
    """A page of these lines, and a black bar over a word that is still there."""
    content = "BT /F 10 Tf 14 TL 50 740 Td " + " ".join(f"({line}) Tj T*" for line in LINES) + " ET "
    content += f"BT /F 10 Tf 205 684 Td ({HIDDEN}) Tj ET 0 g 203 681 70 12 re f"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               f"<</Length {len(content)}>> stream\n{content}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    text, table = "%PDF-1.4\n", "0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += f"{len(text):010} 00000 n \n"
        text += f"{number} 0 obj {body} endobj\n"
    size = len(objects) + 1
    return text + f"xref\n0 {size}\n{table}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{len(text)}\n%%EOF\n"


class Private(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        (cls.root / "in").mkdir()
        (cls.root / "in" / "a.pdf").write_text(pdf(), encoding="latin-1")
        cls.out = cls.root / "out"
        subprocess.run([TACHADO, "run", "in", "-o", "out", "-q", "--ocr", "never", "--reveal"], cwd=cls.root, check=True,
                       capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def made(self, format_name, *options):
        """Every file of an export or of the report, and every member of those that are archives."""
        target = self.root / f"made-{len(list(self.root.iterdir()))}"
        command = ["report", "out", "-o", str(target), "--lang", "en"]
        if format_name != "report":
            command = ["export", "out", "--to", format_name, "-o", str(target), "--ocid-prefix", "ocds-213czf", "--publisher", "Nadie"]
        subprocess.run([TACHADO, *command, *options], cwd=self.root, check=True, capture_output=True)
        for path in [target] if target.is_file() else [each for each in target.rglob("*") if each.is_file()]:
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as members:
                    for name in members.namelist():
                        yield f"{path.name}!/{name}", members.read(name)
            else:
                yield path.name, path.read_bytes()

    def holds(self, format_name, planted, *options):
        return [name for name, content in self.made(format_name, *options)
                if planted.encode() in content or planted.lower().encode() in content]

    def test_nothing_revealed_unless_asked(self):
        for name in [*STREAMS, "report"]:
            self.assertEqual(self.holds(name, HIDDEN), [], name)
        # Wherever an export has a place for it, it is there when it is asked for.
        for name in ["sqlite", "jsonl", "report"]:
            self.assertNotEqual(self.holds(name, HIDDEN, "--reveal"), [], name)

    def test_what_is_personal_is_masked(self):
        for name in [*STREAMS, "report"]:
            masked = list(self.made(name, "--mask-personal"))
            for planted in PERSONAL:
                found = [path for path, content in masked if planted.encode() in content or planted.lower().encode() in content]
                self.assertEqual(found, [], f"{name}: {planted}")
        for name in ["sqlite", "jsonl", "txt", "report"]:
            self.assertNotEqual(self.holds(name, PERSONAL[1]), [], name)

    def test_originals_are_not_said_to_be_masked(self):
        for name in COPIES:
            refused = subprocess.run([TACHADO, "export", "out", "--to", name, "--mask-personal"], cwd=self.root,
                                     check=False, capture_output=True, text=True)
            self.assertEqual(refused.returncode, 2, name)
            self.assertIn("--mask-personal", refused.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
