"""The sums of the views against the documents themselves, added up here by other means.

usage: sums_test.py TACHADO SAMPLES
"""
import collections
import decimal
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import unittest

TACHADO, SAMPLES = sys.argv[1:3]
FORMS = r"( (s a p i|s a b|s a|sapi|sab|sa|s de r l|s de rl|srl|s c de r l) de (c v|cv)| s a s| sas| s a| sa| ltda| limitada| s c| sc| a c| ac)$"


def folded(text):
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", " ", plain).strip()


class Sums(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        out = pathlib.Path(cls.folder.name)
        run = subprocess.run([TACHADO, "run", SAMPLES, "-o", str(out), "-q", "--ocr", "never"], check=False)
        assert run.returncode in (0, 3), run
        subprocess.run([TACHADO, "export", str(out), "--to", "sqlite"], check=True)
        cls.database = sqlite3.connect(out / "export" / "tachado.sqlite")
        cls.documents = [json.loads(line, parse_float=decimal.Decimal)
                         for line in (out / "documents.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]

    @classmethod
    def tearDownClass(cls):
        cls.database.close()
        cls.folder.cleanup()

    def contracts(self):
        largest, self.signed = {}, {}
        for place, document in enumerate(self.documents):
            summary = document["summary"]
            if summary["amount"] is None or summary["document_kind"] not in ("contract", "order"):
                continue
            supplier = re.sub(FORMS, "", folded(summary["supplier_name"] or ""))
            number = folded(summary["contract_number"]) if summary["contract_number"] else place
            key = (supplier, number, summary["currency"])
            largest[key] = max(largest.get(key, 0), summary["amount"])
            self.signed[key] = max(self.signed.get(key, ""), summary["date_signed"] or "")
        return largest

    def test_suppliers(self):
        totals = collections.Counter()
        for (supplier, _, currency), amount in self.contracts().items():
            if supplier:
                totals[supplier, currency] += amount
        self.assertGreater(len(totals), 4)
        rows = self.database.execute("SELECT supplier_key, currency, total FROM suppliers_by_total").fetchall()
        self.assertEqual({(key, currency): round(total, 2) for key, currency, total in rows},
                         {key: round(float(total), 2) for key, total in totals.items()})

    def test_suppliers_over_the_years(self):
        totals = collections.Counter()
        for key, amount in self.contracts().items():
            if key[0] and self.signed[key]:
                totals[key[0], int(self.signed[key][:4]), key[2]] += amount
        rows = self.database.execute("SELECT supplier_key, year, currency, total FROM suppliers_by_year").fetchall()
        self.assertEqual({(key, year, currency): round(total, 2) for key, year, currency, total in rows},
                         {key: round(float(total), 2) for key, total in totals.items()})

    def test_buyers(self):
        documents, redactions, heavy = collections.Counter(), collections.Counter(), collections.Counter()
        for document in self.documents:
            summary = document["summary"]
            buyer = folded(summary["buyer_name"] or "")
            documents[buyer] += 1
            redactions[buyer] += summary["redactions"] or 0
            heavy[buyer] += summary["redaction_level"] == "heavy"
        rows = self.database.execute("SELECT documents, coalesce(redactions, 0), coalesce(heavy, 0) FROM redaction_by_buyer").fetchall()
        self.assertEqual(sorted(rows), sorted((documents[key], redactions[key], heavy[key]) for key in documents if key))

    def test_reasons_to_review(self):
        count = sum(len(document["summary"]["needs_review"]) for document in self.documents)
        self.assertEqual(self.database.execute("SELECT count(*) FROM needs_review").fetchone()[0], count)

    def test_redactions(self):
        count = sum(len(page["redactions"]) for document in self.documents for page in document["pages"])
        self.assertGreater(count, 5)
        self.assertEqual(self.database.execute("SELECT count(*) FROM redactions").fetchone()[0], count)
        failed = sum(redaction["soundness"] == "failed" for document in self.documents for page in document["pages"]
                     for redaction in page["redactions"])
        self.assertEqual(self.database.execute("SELECT count(*) FROM redactions WHERE soundness = 'failed'").fetchone()[0], failed)
        heavy = sum(document["summary"]["redaction_level"] == "heavy" for document in self.documents)
        self.assertEqual(self.database.execute("SELECT count(*) FROM heavily_redacted").fetchone()[0], heavy)

    def test_documents_and_pages(self):
        self.assertEqual(self.database.execute("SELECT count(*) FROM documents").fetchone()[0], len(self.documents))
        texts = sorted(page["text"] for document in self.documents for page in document["pages"])
        self.assertEqual(sorted(row[0] for row in self.database.execute("SELECT text FROM pages")), texts)


unittest.main(argv=sys.argv[:1])
