#include "samples/generate/rewrite.h"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <qpdf/QUtil.hh>
#include <qpdf/RandomDataProvider.hh>

#include <memory>

namespace tachado::samples {
namespace {

void open(QPDF& file, const std::string& pdf) {
  file.processMemoryFile("sample", pdf.data(), pdf.size());
}

std::string written(QPDFWriter& writer) {
  writer.setOutputMemory();
  writer.setStaticID(true);
  writer.setCompressStreams(true);
  writer.write();
  const std::unique_ptr<Buffer> buffer(writer.getBuffer());
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

// Salts and keys that are the same on every run: the samples protect nothing.
class CountingProvider : public RandomDataProvider {
 public:
  void provideRandomData(unsigned char* data, size_t length) override {
    for (std::size_t i = 0; i < length; ++i) {
      data[i] = next_++;
    }
  }

 private:
  unsigned char next_ = 0;
};

}  // namespace

std::string add_redact_annotations(const std::string& pdf,
                                   const std::vector<RedactAnnotation>& annotations) {
  QPDF file;
  open(file, pdf);
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(file).getAllPages();
  for (const RedactAnnotation& box : annotations) {
    QPDFObjectHandle annotation = QPDFObjectHandle::newDictionary();
    annotation.replaceKey("/Type", QPDFObjectHandle::newName("/Annot"));
    annotation.replaceKey("/Subtype", QPDFObjectHandle::newName("/Redact"));
    annotation.replaceKey("/Rect", QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(
                                       box.x0, box.y0, box.x1, box.y1)));
    QPDFObjectHandle quads = QPDFObjectHandle::newArray();
    for (const double value : {box.x0, box.y1, box.x1, box.y1, box.x0, box.y0, box.x1, box.y0}) {
      quads.appendItem(QPDFObjectHandle::newReal(value, 2));
    }
    annotation.replaceKey("/QuadPoints", quads);
    annotation.replaceKey("/IC", QPDFObjectHandle::parse("[0 0 0]"));
    annotation.replaceKey("/C", QPDFObjectHandle::parse("[1 0 0]"));
    annotation.replaceKey("/F", QPDFObjectHandle::newInteger(4));  // print
    QPDFObjectHandle page = pages.at(static_cast<std::size_t>(box.page - 1)).getObjectHandle();
    if (!page.hasKey("/Annots")) {
      page.replaceKey("/Annots", QPDFObjectHandle::newArray());
    }
    page.getKey("/Annots").appendItem(file.makeIndirectObject(annotation));
  }
  QPDFWriter writer(file);
  return written(writer);
}

std::string encrypt(const std::string& pdf, const std::string& password) {
  CountingProvider provider;
  QUtil::setRandomDataProvider(&provider);
  QPDF file;
  open(file, pdf);
  QPDFWriter writer(file);
  writer.setStaticID(true);  // before the keys, which are made from it
  writer.setStaticAesIV(true);
  writer.setR6EncryptionParameters(password.c_str(), password.c_str(), true, true, true, true, true,
                                   true, qpdf_r3p_full, true);
  std::string encrypted = written(writer);
  QUtil::setRandomDataProvider(nullptr);
  return encrypted;
}

std::string spoil_page(const std::string& pdf, std::size_t page) {
  QPDF file;
  open(file, pdf);
  QPDFObjectHandle contents =
      QPDFPageDocumentHelper(file).getAllPages().at(page - 1).getObjectHandle().getKey("/Contents");
  const std::shared_ptr<Buffer> raw = contents.getRawStreamData();
  std::string bytes(reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize());
  constexpr std::size_t kWholeShare = 2;  // the first half stays as it was
  for (std::size_t i = bytes.size() / kWholeShare; i < bytes.size(); ++i) {
    bytes[i] = '\xff';
  }
  contents.replaceStreamData(bytes, QPDFObjectHandle::newName("/FlateDecode"),
                             QPDFObjectHandle::newNull());
  QPDFWriter writer(file);
  return written(writer);
}

}  // namespace tachado::samples
