#include "stages/export/sqlite_schema.h"

#include <fmt/format.h>

#include "stages/export/tables.h"

namespace tachado::exporting {
namespace {

std::string_view type_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::text:
      return "TEXT";
    case ColumnKind::integer:
    case ColumnKind::truth:
      return "INTEGER";
    case ColumnKind::real:
    case ColumnKind::money:
      return "REAL";
  }
  return "TEXT";
}

std::string table_sql(const Table& table) {
  const bool documents = table.id == TableName::documents;
  std::string sql = fmt::format("CREATE TABLE {}(id INTEGER PRIMARY KEY", table.name);
  if (!documents) {
    sql += ", document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE";
  }
  for (const Column& column : table.columns) {
    sql += fmt::format(", {} {}", column.name, type_of(column.kind));
  }
  if (documents) sql += ", source BLOB NOT NULL UNIQUE, stamp TEXT NOT NULL";
  sql += ");";
  if (!documents) {
    sql += fmt::format("CREATE INDEX {0}_document ON {0}(document_id);", table.name);
  }
  return sql;
}

constexpr std::string_view kIndexes = R"sql(
CREATE INDEX documents_number ON documents(number_key);
CREATE INDEX documents_supplier ON documents(supplier_key);
CREATE INDEX fields_key ON fields(kind, key);
CREATE TABLE signatures(document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  place INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY(document_id, place)) WITHOUT ROWID;
CREATE TABLE bands(band INTEGER NOT NULL, value INTEGER NOT NULL,
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  PRIMARY KEY(band, value, document_id)) WITHOUT ROWID;
CREATE INDEX bands_document ON bands(document_id);
)sql";

// Datasette finds a table's search by exactly `content="pages"`. The triggers keep the index equal
// to the table whoever changes it.
constexpr std::string_view kFullText = R"sql(
CREATE VIRTUAL TABLE pages_fts USING fts5(text, content="pages", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER pages_inserted AFTER INSERT ON pages BEGIN
  INSERT INTO pages_fts(rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER pages_deleted AFTER DELETE ON pages BEGIN
  INSERT INTO pages_fts(pages_fts, rowid, text) VALUES ('delete', old.id, old.text); END;
CREATE TRIGGER pages_updated AFTER UPDATE ON pages BEGIN
  INSERT INTO pages_fts(pages_fts, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO pages_fts(rowid, text) VALUES (new.id, new.text); END;
)sql";

constexpr std::string_view kViews = R"sql(
-- A contract once, however many copies of it there are: contracts and orders with an amount, told
-- apart by supplier, number and currency. Of copies that differ, the largest amount.
CREATE VIEW contracts AS
SELECT min(id) AS document_id, min(path) AS path, count(*) AS documents, contract_number, number_key,
  max(amount) AS amount, currency, max(supplier_name) AS supplier_name, supplier_key,
  max(supplier_tax_id) AS supplier_tax_id, max(buyer_name) AS buyer_name, max(buyer_key) AS buyer_key,
  max(date_signed) AS date_signed
FROM documents
WHERE amount IS NOT NULL AND document_kind IN ('contract', 'order')
GROUP BY coalesce(supplier_key, ''), coalesce(number_key, 'document ' || id), coalesce(currency, '');

CREATE VIEW suppliers_by_total AS
SELECT max(supplier_name) AS supplier, max(supplier_tax_id) AS tax_id, currency,
  round(sum(amount), 2) AS total, count(*) AS contracts, min(date_signed) AS first_signed,
  max(date_signed) AS last_signed, supplier_key
FROM contracts WHERE supplier_key IS NOT NULL
GROUP BY supplier_key, coalesce(currency, '')
ORDER BY total DESC, supplier_key;

CREATE VIEW suppliers_by_year AS
SELECT max(supplier_name) AS supplier, CAST(substr(date_signed, 1, 4) AS INTEGER) AS year, currency,
  round(sum(amount), 2) AS total, count(*) AS contracts, supplier_key
FROM contracts WHERE supplier_key IS NOT NULL AND date_signed IS NOT NULL
GROUP BY supplier_key, substr(date_signed, 1, 4), coalesce(currency, '')
ORDER BY supplier_key, year;

CREATE VIEW heavily_redacted AS
SELECT id AS document_id, path, buyer_name, supplier_name, contract_number, date_signed, redactions,
  redacted_share, redacted_fields, failed_redactions
FROM documents WHERE redaction_level = 'heavy'
ORDER BY redacted_share DESC, redactions DESC, path;

CREATE VIEW redaction_by_buyer AS
SELECT max(buyer_name) AS buyer, count(*) AS documents, sum(redaction_level = 'heavy') AS heavy,
  sum(redaction_level = 'moderate') AS moderate, sum(redaction_level = 'light') AS light,
  sum(redaction_level = 'none') AS none, sum(redaction_level IS NULL) AS not_known,
  sum(redactions) AS redactions, round(avg(redacted_share), 6) AS mean_redacted_share, buyer_key
FROM documents WHERE buyer_key IS NOT NULL
GROUP BY buyer_key ORDER BY heavy DESC, redactions DESC, buyer_key;

CREATE VIEW needs_review AS
SELECT d.id AS document_id, d.path, r.code, r.field, r.text
FROM reviews r JOIN documents d ON d.id = r.document_id ORDER BY d.path, r.id;

CREATE VIEW failed_redactions AS
SELECT d.id AS document_id, d.path, f.page, f.region, f.kind, f.place, f.characters
FROM findings f JOIN documents d ON d.id = f.document_id ORDER BY d.path, f.page, f.id;

CREATE VIEW watchlist AS
SELECT d.id AS document_id, d.path, f.value AS entry, f.detail AS list, f.role AS match, f.printed,
  f.page, f.confidence
FROM fields f JOIN documents d ON d.id = f.document_id WHERE f.kind = 'watchlist'
ORDER BY d.path, f.id;

-- An amendment with the contracts that have one of the numbers it names; without any, once alone.
CREATE VIEW amendments AS
SELECT a.id AS document_id, a.path, a.contract_number, a.amount, a.currency, a.date_signed,
  b.id AS base_id, b.path AS base_path, b.amount AS base_amount, b.date_signed AS base_date_signed
FROM documents a LEFT JOIN documents b
  ON b.id <> a.id AND b.document_kind IN ('contract', 'order') AND b.number_key IS NOT NULL
  AND (b.number_key = a.number_key OR b.number_key IN
       (SELECT key FROM fields WHERE document_id = a.id AND kind = 'number' AND role = 'contract'))
WHERE a.document_kind = 'amendment' ORDER BY a.path, b.path;

-- One contract number with different amounts, amendments aside: a row for each document.
CREATE VIEW number_conflicts AS
SELECT d.number_key, d.contract_number, d.id AS document_id, d.path, d.amount, d.currency,
  d.supplier_name, d.date_signed
FROM documents d JOIN (
  SELECT number_key FROM documents
  WHERE number_key IS NOT NULL AND amount IS NOT NULL AND document_kind IN ('contract', 'order')
  GROUP BY number_key HAVING count(DISTINCT amount) > 1) n USING (number_key)
WHERE d.amount IS NOT NULL AND d.document_kind IN ('contract', 'order')
ORDER BY d.number_key, d.path;

-- Pairs of documents whose texts are alike; similarity: the share of their runs of four words that
-- both have, estimated. Of more than 50 that look alike (copies, one form filled in often) each is
-- paired with the first only: all pairs of 5,000 would be twelve million.
CREATE VIEW similar_documents AS
SELECT c.first_id, c.second_id, a.path AS first_path, b.path AS second_path,
  (SELECT count(*) FROM signatures s JOIN signatures t USING (place, value)
   WHERE s.document_id = c.first_id AND t.document_id = c.second_id) / 64.0 AS similarity
FROM (SELECT DISTINCT x.document_id AS first_id, y.document_id AS second_id
      FROM (SELECT band, value, count(*) AS documents, min(document_id) AS first FROM bands
            GROUP BY band, value HAVING count(*) > 1) k
      CROSS JOIN bands x ON x.band = k.band AND x.value = k.value
      CROSS JOIN bands y ON y.band = k.band AND y.value = k.value AND y.document_id > x.document_id
      WHERE k.documents <= 50 OR x.document_id = k.first) c
JOIN documents a ON a.id = c.first_id JOIN documents b ON b.id = c.second_id;

CREATE VIEW near_duplicates AS
SELECT * FROM similar_documents WHERE similarity >= 0.8 ORDER BY similarity DESC, first_path, second_path;

-- Pairs that look like public versions of one document: alike, of as many pages, with the same
-- number or none, and redacted differently. To be given to `tachado compare`.
CREATE VIEW public_versions AS
SELECT p.first_id, p.second_id, p.first_path, p.second_path, p.similarity, a.contract_number,
  a.redactions AS first_redactions, b.redactions AS second_redactions
FROM similar_documents p JOIN documents a ON a.id = p.first_id JOIN documents b ON b.id = p.second_id
WHERE p.similarity >= 0.5 AND a.pages = b.pages AND a.redactions IS NOT b.redactions
  AND (a.number_key = b.number_key OR a.number_key IS NULL OR b.number_key IS NULL)
ORDER BY p.similarity DESC, p.first_path, p.second_path;

-- The same as groups: a row for each document, with the first of its group. What pairs join is one
-- group. Walked from those that have no pair with an earlier one, which a group has few of.
CREATE VIEW version_groups AS
WITH RECURSIVE pairs(one, other) AS (
  SELECT first_id, second_id FROM public_versions UNION SELECT second_id, first_id FROM public_versions),
reached(start, one) AS (
  SELECT one, one FROM pairs GROUP BY one HAVING min(other) > one
  UNION SELECT r.start, p.other FROM reached r JOIN pairs p ON p.one = r.one)
SELECT g.group_id, d.id AS document_id, d.path, d.contract_number, d.redactions, d.redacted_share
FROM (SELECT one, min(start) AS group_id FROM reached GROUP BY one) g JOIN documents d ON d.id = g.one
ORDER BY g.group_id, d.redactions, d.path;
)sql";

}  // namespace

std::string sqlite_schema(FullText full_text) {
  std::string sql;
  for (const Table& table : all_tables()) sql += table_sql(table);
  sql += kIndexes;
  if (full_text == FullText::yes) sql += kFullText;
  sql += kViews;
  return sql + fmt::format("PRAGMA user_version={};", kSqliteSchema);
}

}  // namespace tachado::exporting
