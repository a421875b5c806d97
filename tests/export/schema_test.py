"""Documents against schemas/document-1.schema.json, and the schema against mistakes that it must catch.

usage: schema_test.py SCHEMA MAKE_DOCUMENTS
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

SCHEMA = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
DOCUMENTS = 200


def objects(value, schema, where="document"):
    """Every object of `value` with the schema that describes it."""
    if "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        if value is not None:
            yield from objects(value, schema["anyOf"][0], where)
        return
    if isinstance(value, dict):
        yield where, value, schema
        for key, each in value.items():
            yield from objects(each, schema.get("properties", {}).get(key, {}), f"{where}.{key}")
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for each in value:
            yield from objects(each, schema["items"], where + "[]")


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([sys.argv[2], cls.folder.name, str(DOCUMENTS)], check=True)
        root = pathlib.Path(cls.folder.name)
        cls.texts = [(root / f"{n}.json").read_text(encoding="utf-8") for n in range(DOCUMENTS)]
        cls.documents = [json.loads(text) for text in cls.texts]
        cls.lines = (root / "documents.jsonl").read_text(encoding="utf-8").split("\n")
        jsonschema.Draft7Validator.check_schema(SCHEMA)
        cls.validator = jsonschema.Draft7Validator(SCHEMA)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_document_is_valid(self):
        for document in self.documents:
            self.assertEqual([e.message for e in self.validator.iter_errors(document)], [])

    def test_keys_are_those_of_the_schema(self):
        seen = {}
        for document in self.documents:
            for where, value, schema in objects(document, SCHEMA):
                if "properties" in schema:
                    self.assertEqual(list(value), schema["required"], where)
                    self.assertEqual(list(value), list(schema["properties"]), where)
                    seen[where] = seen.get(where, 0) + 1
        for where in ("document", "document.pages[].redactions[].findings[]", "document.redactions.grounds[].evidence[]",
                      "document.fields.parties[].tax_id", "document.summary.needs_review[]"):
            self.assertGreater(seen.get(where, 0), 10, where)

    def test_a_missing_key_is_caught(self):
        full = max(self.documents, key=lambda d: len(json.dumps(d)))
        for where, value, schema in objects(copy.deepcopy(full), SCHEMA):
            for key in schema.get("required", []):
                with self.subTest(where=where, key=key):
                    document = copy.deepcopy(full)
                    twin = next(v for w, v, _ in objects(document, SCHEMA) if w == where and key in v)
                    del twin[key]
                    self.assertFalse(self.validator.is_valid(document))

    def test_wrong_values_are_caught(self):
        full = next(d for d in self.documents if d["pages"] and d["pages"][0]["redactions"] and d["pages"][0]["words"])
        page = full["pages"][0]
        for change in (
            lambda d: d.update(status="fine"),
            lambda d: d.update(schema="tachado/document/2"),
            lambda d: d["summary"].update(amount="61310877.00"),
            lambda d: d["summary"].update(redaction_level="very heavy"),
            lambda d: d["source"].update(sha256="abc"),
            lambda d: d["pages"][0].update(text_source="scan"),
            lambda d: d["pages"][0]["redactions"][0].update(kind="black"),
            lambda d: d["pages"][0]["redactions"][0].update(confidence=1.5),
            lambda d: d["pages"][0]["redactions"][0].update(bbox=[1, 2, 3]),
            lambda d: d["pages"][0]["words"].append(["short", 1, 2]),
            lambda d: d["pages"][0]["words"].append([None] + page["words"][0][1:]),
        ):
            document = copy.deepcopy(full)
            change(document)
            self.assertFalse(self.validator.is_valid(document))

    def test_a_key_of_a_later_version_is_allowed(self):
        document = copy.deepcopy(self.documents[1])
        document["later"] = document["summary"]["later"] = 1
        self.assertTrue(self.validator.is_valid(document))

    def test_a_line_is_the_document_without_words(self):
        self.assertEqual(self.lines.pop(), "")
        self.assertEqual(len(self.lines), DOCUMENTS)
        for line, document in zip(self.lines, self.documents):
            without = copy.deepcopy(document)
            for page in without["pages"]:
                del page["words"]
            self.assertEqual(json.loads(line), without)


unittest.main(argv=[sys.argv[0]])
