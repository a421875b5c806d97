# tachado_stage(NAME SOURCES … [LINK …]): a stage as a static library `tachado_NAME`. Every stage may use the model.
function(tachado_stage name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_library(tachado_${name} STATIC ${arg_SOURCES})
  target_link_libraries(tachado_${name} PUBLIC tachado_options PRIVATE ${arg_LINK})
  if(NOT name STREQUAL "model")
    target_link_libraries(tachado_${name} PUBLIC tachado_model)
  endif()
endfunction()

# tachado_test(NAME SOURCES … [LINK …] [DEFINE …]): a GoogleTest binary, each of its cases one ctest entry.
function(tachado_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;DEFINE")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    TACHADO_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" TACHADO_SAMPLES_DIR="${PROJECT_SOURCE_DIR}/samples"
    TACHADO_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ${arg_DEFINE})
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()
