# Our code builds without a warning; third-party code is not ours to judge (SYSTEM includes).
add_library(pratique_options INTERFACE)
target_compile_options(pratique_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wno-missing-field-initializers -Werror)
target_include_directories(pratique_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
if(PRATIQUE_FUZZ)
  # GCC's warnings are the ones the code is held to; clang is here for its fuzzer.
  target_compile_options(pratique_options INTERFACE -w)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(PRATIQUE_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=address,undefined)
endif()
