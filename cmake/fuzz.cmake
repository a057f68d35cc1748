# libFuzzer targets (clang only): what reads hostile input, under ASan and UBSan. `./dev test fuzz` runs each for half a minute.
function(pratique_fuzz name)
  add_executable(${name}_fuzz tests/fuzz/${name}_fuzz.cpp)
  target_link_libraries(${name}_fuzz PRIVATE pratique_options ${ARGN})
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
endfunction()
pratique_fuzz(query client_api)
pratique_fuzz(mime node_mime client_api)
# Only the readers: the rest of node/reports needs storage and the filter.
pratique_fuzz(report node_mime client_api PkgConfig::ZIP)
target_sources(report_fuzz PRIVATE node/reports/sent_files.cpp node/reports/mbox.cpp node/reports/zip.cpp)
