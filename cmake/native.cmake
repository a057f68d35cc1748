# Native builds of what the browser runs: text by Pango, a window by SDL2. For tests, goldens and a fast development loop.
find_package(PkgConfig REQUIRED)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo pangoft2 fontconfig)
pkg_check_modules(ICU_I18N REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
pkg_check_modules(SDL2 REQUIRED IMPORTED_TARGET sdl2)
pratique_library(shell/native DEPENDS ui/text client/ports)
pratique_link(shell/native PkgConfig::PANGOCAIRO PkgConfig::ICU_I18N PkgConfig::SDL2 imgui)
