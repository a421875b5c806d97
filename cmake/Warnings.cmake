# Our own code's warnings and language, on one interface target; dependencies are system includes and stay silent.
add_library(tachado_options INTERFACE)
target_compile_features(tachado_options INTERFACE cxx_std_20)
target_compile_options(tachado_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  -Wcast-align -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough
  -Wno-missing-field-initializers)  # a designated initializer leaves the rest at its default on purpose
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(tachado_options INTERFACE -Wno-restrict)  # false on std::string's + when optimizing (GCC bug 105651)
endif()
target_include_directories(tachado_options INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
if(TACHADO_SANITIZE)
  target_compile_options(tachado_options INTERFACE
    -fsanitize=${TACHADO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tachado_options INTERFACE -fsanitize=${TACHADO_SANITIZE})
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
