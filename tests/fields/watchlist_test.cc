// Watch lists: what is read of each format, and what is found by them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "stages/fields/csv.h"
#include "stages/fields/fields.h"
#include "stages/fields/watch_file.h"
#include "tests/fields/page_text.h"

namespace tachado::fields {
namespace {

std::vector<WatchEntry> entries_of(const std::string& content) {
  auto entries = read_watch_list(content, "lists/my list.csv");
  EXPECT_TRUE(entries.has_value()) << (entries ? "" : entries.error().message);
  return entries ? *entries : std::vector<WatchEntry>();
}

TEST(WatchFile, OwnCsv) {
  const auto entries = entries_of(
      "# as of May\r\nname,aliases,tax_id,list,listed,status,url\r\n"
      "\"Ejemplo, S.A.\",Uno | Dos,EJE010101AA1,Mi lista,2021-03-12,listed,https://x.example\r\n"
      "Sin Datos,,,,,cleared,\r\n");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].name, "Ejemplo, S.A.");
  EXPECT_EQ(entries[0].aliases, (std::vector<std::string>{"Uno", "Dos"}));
  EXPECT_EQ(entries[0].tax_id, "EJE010101AA1");
  EXPECT_EQ(entries[0].list, "Mi lista");
  EXPECT_EQ(entries[0].listed, "2021-03-12");
  EXPECT_EQ(entries[0].status, "listed");
  EXPECT_EQ(entries[0].url, "https://x.example");
  EXPECT_EQ(entries[1].list, "my list");
  EXPECT_EQ(entries[1].status, "cleared");
  EXPECT_EQ(entries[1].listed, std::nullopt);
}

// Two lines before the header, Windows-1252, a name broken over two lines.
TEST(WatchFile, Sat69B) {
  const auto entries = entries_of(
      "Informaci\xF3n actualizada al 30 de junio\r\nListado completo,,,\r\n"
      "No,RFC,Nombre del Contribuyente,Situaci\xF3n del contribuyente,Publicaci\xF3n DOF "
      "definitivos\r\n"
      "1,AAA080808HL8,\"ASESORES EN AVAL\xDAOS,\nS.A. DE C.V.\",Definitivo,25/10/2019\r\n"
      "2,BBB080808HL8,B SA,Presunto,\r\n3,CCC080808HL8,C SA,Desvirtuado,\r\n"
      "4,DDD080808HL8,D SA,Sentencia Favorable,\r\n");
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].name, "ASESORES EN AVALÚOS, S.A. DE C.V.");
  EXPECT_EQ(entries[0].tax_id, "AAA080808HL8");
  EXPECT_EQ(entries[0].list, "SAT 69-B");
  EXPECT_EQ(entries[0].listed, "2019-10-25");
  EXPECT_EQ(entries[0].status, "listed");
  EXPECT_EQ(entries[1].status, "presumed");
  EXPECT_EQ(entries[2].status, "cleared");
  EXPECT_EQ(entries[3].status, "cleared");
}

TEST(WatchFile, ConsolidatedScreeningList) {
  const auto entries = entries_of(
      R"({"results":[{"name":"Acme Trading","alt_names":["Acme","AT Co."],"source":"Entity List",)"
      R"("start_date":"2019-05-16","source_list_url":"https://y.example",)"
      R"("ids":[{"type":"Tax ID No.","number":"ACM010101AA1"}]},{"name":null}]})");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].name, "Acme Trading");
  EXPECT_EQ(entries[0].aliases, (std::vector<std::string>{"Acme", "AT Co."}));
  EXPECT_EQ(entries[0].list, "Entity List");
  EXPECT_EQ(entries[0].listed, "2019-05-16");
  EXPECT_EQ(entries[0].tax_id, "ACM010101AA1");
  EXPECT_EQ(entries[0].url, "https://y.example");
}

TEST(WatchFile, SanctionedSuppliers) {
  const auto entries = entries_of(
      "Licitante, proveedor o contratista;Expediente;Fecha\n"
      "\"CONSTRUCTORA X, S.A. DE C.V.\";PISI-1;01/02/2020\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].name, "CONSTRUCTORA X, S.A. DE C.V.");
  EXPECT_EQ(entries[0].tax_id, "");
}

TEST(WatchFile, WhatIsNoListIsRefusedWithItsPlace) {
  const auto message = [](const std::string& content) {
    const auto entries = read_watch_list(content, "x.csv");
    return entries ? std::string("read") : entries.error().message;
  };
  EXPECT_EQ(message(" \n"), "x.csv:1: is empty");
  EXPECT_EQ(message("{\"a\":"), "x.csv:1: is no whole JSON");
  EXPECT_EQ(message("{\"a\":1}"), "x.csv:1: has no `results`; the consolidated screening list has");
  EXPECT_EQ(message("\n\nname,list\n"), "x.csv:3: the header is followed by no entry");
  EXPECT_EQ(message("a,b\n1,2\n").substr(0, 40), "x.csv:1: no header of a watch list; give");
}

TEST(Csv, QuotesAndLineBreaks) {
  const auto records = read_csv("a,\"b \"\"c\"\"\nd\",\n\n,e\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].cells, (std::vector<std::string>{"a", "b \"c\" d", ""}));
  EXPECT_EQ(records[1].cells, (std::vector<std::string>{"", "e"}));
  EXPECT_EQ(records[1].line, 4);
  EXPECT_EQ(as_utf8("\xEF\xBB\xBFn\xC3\xB1"), "nñ");
  EXPECT_EQ(as_utf8("n\xF1 \x80"), "nñ €");
}

class Found : public testing::Test {
 protected:
  static FieldsResult read(const std::string& text, const std::string& list, bool ocr = false) {
    const std::string path =
        testing::TempDir() + "watchlist_test_" + std::to_string(::getpid()) + ".csv";
    std::ofstream(path) << list;
    const auto rules = Rules::load({}, {path});
    std::filesystem::remove(path);
    EXPECT_TRUE(rules.has_value()) << (rules ? "" : rules.error().message);
    if (!rules) return {};
    Page page = page_of(text);
    if (ocr) page.text_source = TextSource::ocr;
    Collector collector(*rules);
    collector.add(page);
    return collector.finish({}, {});
  }
};

constexpr const char* kList =
    "name,tax_id,list,status\n"
    "\"Grupo Ejemplar del Norte, S.A. de C.V.\",GEN0101013C9,Lista,listed\n"
    "\"Servicios, S.A. de C.V.\",,Lista,listed\nAbsuelta Modelo SA,ABS010101AA1,Lista,cleared\n"
    "QXZ,,Lista,listed\n";

TEST_F(Found, AnEqualTaxIdentifierIsAMatchANameIsALead) {
  const FieldsResult match = read("Su RFC es GEN0101013C9.", kList);
  EXPECT_EQ(match.summary.watchlist_matches,
            (std::vector<std::string>{"Grupo Ejemplar del Norte, S.A. de C.V."}));
  EXPECT_TRUE(match.summary.watchlist_leads.empty());
  ASSERT_EQ(match.fields.watchlist.size(), 1U);
  EXPECT_EQ(match.fields.watchlist[0].match, "tax_id");
  const FieldsResult lead = read("la empresa Grupo Ejemplar del Norte SA de CV vende", kList);
  EXPECT_TRUE(lead.summary.watchlist_matches.empty());
  EXPECT_EQ(lead.summary.watchlist_leads,
            (std::vector<std::string>{"Grupo Ejemplar del Norte, S.A. de C.V."}));
  ASSERT_EQ(lead.fields.watchlist.size(), 1U);
  EXPECT_EQ(lead.fields.watchlist[0].match, "name");
  EXPECT_EQ(lead.fields.watchlist[0].score, 1);
}

TEST_F(Found, WholeWordsAndTheirFormOnly) {
  for (const char* text : {"Grupos Ejemplares del Norte", "presta los Servicios de limpieza",
                           "un grupo ejemplar del norte", "Qxzar", "Ejemplar del Norte"}) {
    EXPECT_TRUE(read(text, kList).fields.watchlist.empty()) << text;
  }
  EXPECT_EQ(read("con Servicios, S.A. de C.V. se firma", kList).fields.watchlist.size(), 1U);
  EXPECT_EQ(read("marca QXZ modelo 2", kList).fields.watchlist.size(), 1U);
}

// One letter in four, in recognised text only; short names are exact there too.
TEST_F(Found, RecognitionMayErr) {
  EXPECT_TRUE(read("Grup0 Ejemp1ar del Norfe", kList).fields.watchlist.empty());
  const FieldsResult lead = read("Grup0 Ejemp1ar del Norfe", kList, true);
  ASSERT_EQ(lead.fields.watchlist.size(), 1U);
  EXPECT_EQ(lead.fields.watchlist[0].rule, "watch.name_misread");
  EXPECT_LT(lead.fields.watchlist[0].score, 0.9);
  EXPECT_TRUE(read("Grxxx Exxxxlar del Norte", kList, true).fields.watchlist.empty());
  EXPECT_TRUE(read("marca QXS", kList, true).fields.watchlist.empty());
}

TEST_F(Found, ClearedIsNeither) {
  const FieldsResult result = read("RFC ABS010101AA1 de Absuelta Modelo", kList);
  EXPECT_TRUE(result.summary.watchlist_matches.empty());
  EXPECT_TRUE(result.summary.watchlist_leads.empty());
  ASSERT_EQ(result.fields.watchlist.size(), 1U);
  EXPECT_EQ(result.fields.watchlist[0].status, "cleared");
}

}  // namespace
}  // namespace tachado::fields
