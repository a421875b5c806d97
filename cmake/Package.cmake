# A Debian package by CPack: `make deb`. Libraries are found by dpkg-shlibdeps; what no library says stands here, as in
# packages.txt under [runtime].
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "tachado <maintainers@tachado.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Reads batches of public contracts (PDF, PNG, JPEG, TIFF) and says what each one is worth,
to whom it went and under which number, and what was blacked out of it: where, how much, on
what ground, and whether it really is gone. JSON, tables, databases and an HTML report.")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Libraries that are loaded when they are needed first, which dpkg-shlibdeps does not see, and data.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libtesseract5, libarchive13, libmagic1, poppler-data, tesseract-ocr-spa, tesseract-ocr-eng, tesseract-ocr-osd")
# The queries of docs/ are asked of it; letters for documents that bring none of their own.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "sqlite3, fonts-urw-base35")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
include(CPack)
