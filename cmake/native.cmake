# Native builds of what the browser runs: text by Pango, a window by SDL2. For tests, goldens and a fast development loop.
find_package(PkgConfig REQUIRED)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo pangoft2 fontconfig)
pkg_check_modules(ICU_I18N REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
pkg_check_modules(SDL2 REQUIRED IMPORTED_TARGET sdl2)
pratique_library(shell/native DEPENDS ui/text client/ports)
pratique_link(shell/native PkgConfig::PANGOCAIRO PkgConfig::ICU_I18N PkgConfig::SDL2 imgui)
# Our fonts travel as WOFF2; Pango reads them as TrueType.
file(GLOB packed_fonts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/assets/fonts/*.woff2)
set(native_fonts)
foreach(font ${packed_fonts})
  get_filename_component(name ${font} NAME_WE)
  list(APPEND native_fonts ${PROJECT_BINARY_DIR}/fonts/${name}.ttf)
endforeach()
add_custom_command(OUTPUT ${native_fonts} COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/unpack_fonts.py ${PROJECT_SOURCE_DIR}/assets/fonts ${PROJECT_BINARY_DIR}/fonts
                   DEPENDS ${packed_fonts} ${PROJECT_SOURCE_DIR}/tools/unpack_fonts.py VERBATIM)
add_custom_target(native_fonts DEPENDS ${native_fonts})
add_dependencies(shell_native native_fonts)
