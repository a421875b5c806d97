#include "stages/pdf/signatures.h"

#include <PDFDoc.h>
#include <openssl/asn1.h>

#include <array>
#include <ctime>
#include <set>
#include <string>

#include "stages/handles/openssl.h"
#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

constexpr std::size_t kMaxFields = 100'000;
constexpr std::size_t kMaxSignatures = 1'000;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxContents = 16U << 20U;  // bytes; ordinary ones hold 8 to 64 KB

std::optional<std::string> common_name(const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return {};
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
  unsigned char* utf8 = nullptr;
  const int length = ASN1_STRING_to_UTF8(&utf8, value);
  if (length < 0) return {};
  // A byte order mark makes the text a UTF-8 text string: text_of drops what is no text.
  const std::string text = text_of("\xEF\xBB\xBF" + std::string(reinterpret_cast<const char*>(utf8),
                                                                static_cast<std::size_t>(length)));
  OPENSSL_free(utf8);
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> iso_time(const ASN1_TIME* time) {
  std::tm t{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &t) != 1) return {};
  std::array<char, 32> text{};
  if (std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &t) == 0) return {};
  return std::string(text.data());
}

// The first signer's name and the time that he claims, from the CMS message in /Contents.
void read_cms(const std::string& der, Signature& signature) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const handles::CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  if (!cms) return;
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms.get());
  if (signers == nullptr || sk_CMS_SignerInfo_num(signers) < 1) return;
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  const handles::CertificatesPtr certificates(CMS_get1_certs(cms.get()));
  for (int i = 0; certificates && i < sk_X509_num(certificates.get()); ++i) {
    X509* certificate = sk_X509_value(certificates.get(), i);
    if (CMS_SignerInfo_cert_cmp(signer, certificate) == 0) {
      signature.signer = common_name(certificate);
    }
  }
  const int attribute = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  if (attribute < 0) return;
  X509_ATTRIBUTE* time = CMS_signed_get_attr(signer, attribute);
  const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(time, 0);
  if (value == nullptr) return;
  if (value->type == V_ASN1_UTCTIME) signature.time = iso_time(value->value.utctime);
  if (value->type == V_ASN1_GENERALIZEDTIME) {
    signature.time = iso_time(value->value.generalizedtime);
  }
}

std::string bytes_of(const Object& object) {
  if (object.isString()) return raw_bytes(object.getString());
  if (object.isHexString()) return raw_bytes(object.getHexString());
  return {};
}

// Two ranges, from the first byte to the last, with only the signature's own value between them.
bool covers_all(const Object& range, std::size_t contents_size, std::int64_t file_size) {
  if (!range.isArray() || range.arrayGetLength() != 4) return false;
  std::array<std::int64_t, 4> v{};
  for (int i = 0; i < 4; ++i) {
    const Object number = range.arrayGet(i);
    if (!number.isIntOrInt64()) return false;
    v[static_cast<std::size_t>(i)] = number.getIntOrInt64();
  }
  const std::int64_t gap = v[2] - v[1];
  // The value stands in the gap as hexadecimal digits between angle brackets.
  const auto value = static_cast<std::int64_t>(contents_size) * 2 + 2;
  return v[0] == 0 && v[1] > 0 && v[3] > 0 && gap > 0 && gap <= value && v[2] + v[3] == file_size;
}

Signature read_signature(const Object& dict, std::int64_t file_size) {
  Signature result;
  const std::string contents = bytes_of(dict.dictLookup("Contents"));
  if (contents.size() <= kMaxContents) read_cms(contents, result);
  const std::string name = text_of(bytes_of(dict.dictLookup("Name")));
  if (!result.signer && !name.empty()) result.signer = name;
  if (const auto time = iso_date(text_of(bytes_of(dict.dictLookup("M"))))) result.time = time;
  result.covers_whole_file = covers_all(dict.dictLookup("ByteRange"), contents.size(), file_size);
  return result;
}

void walk(const Object& kids, XRef* xref, bool parent_is_signature, int depth, std::set<int>& seen,
          std::int64_t file_size, std::vector<Signature>& out) {
  if (!kids.isArray() || depth > kMaxDepth) return;
  for (int i = 0; i < kids.arrayGetLength(); ++i) {
    const Object& kid = kids.arrayGetNF(i);
    if (kid.isRef() && !seen.insert(kid.getRefNum()).second) continue;
    if (seen.size() > kMaxFields || out.size() >= kMaxSignatures) return;
    const Object field = kid.fetch(xref);
    if (!field.isDict()) continue;
    const Object type = field.dictLookup("FT");
    const bool is_signature = type.isName() ? type.isName("Sig") : parent_is_signature;
    const Object value = field.dictLookup("V");
    if (is_signature && value.isDict()) out.push_back(read_signature(value, file_size));
    walk(field.dictLookup("Kids"), xref, is_signature, depth + 1, seen, file_size, out);
  }
}

}  // namespace

std::vector<Signature> read_signatures(PDFDoc& document, std::int64_t file_size) {
  std::vector<Signature> result;
  const Object* form = document.getCatalog()->getAcroForm();
  if (form == nullptr || !form->isDict()) return result;
  std::set<int> seen;
  walk(form->dictLookup("Fields"), document.getXRef(), false, 0, seen, file_size, result);
  return result;
}

}  // namespace tachado::pdf
