// Owning handles for libcrypto's values. For .cc files only.
#pragma once

#include <openssl/cms.h>
#include <openssl/x509.h>

#include <memory>

namespace tachado::handles {

struct CmsDeleter {
  void operator()(CMS_ContentInfo* cms) const { CMS_ContentInfo_free(cms); }
};
using CmsPtr = std::unique_ptr<CMS_ContentInfo, CmsDeleter>;

struct CertificateDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using CertificatePtr = std::unique_ptr<X509, CertificateDeleter>;

struct CertificatesDeleter {
  void operator()(STACK_OF(X509) * certificates) const {
    sk_X509_pop_free(certificates, X509_free);
  }
};
using CertificatesPtr = std::unique_ptr<STACK_OF(X509), CertificatesDeleter>;

}  // namespace tachado::handles
