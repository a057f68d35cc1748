# The portal as WebAssembly; web/ gives the JavaScript around it. `./dev` packs the result into build/portal.
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG -flto")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG -flto -fno-rtti -fno-exceptions")
# What every browser of the list below has; without them each conversion and copy carries its own guard.
add_compile_options(-mnontrapping-fptoint -mbulk-memory)
include(cmake/sdl2_web.cmake)

pratique_library(web DEPENDS client/ports client/base ui/a11y ui/text)
file(GLOB shell_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/shell/*.cpp)
list(FILTER shell_sources EXCLUDE REGEX "/main_[a-z]+\\.cpp$")
if(NOT EXISTS ${PROJECT_SOURCE_DIR}/ui/views/root_view.cpp)
  return()  # nothing to show yet
endif()
add_library(shell STATIC ${shell_sources})
target_link_libraries(shell PUBLIC pratique_options imgui sdl2 client_flows ui_views)

add_executable(pratique shell/main_web.cpp cmake/libc_unused.cpp)
set_target_properties(pratique PROPERTIES SUFFIX .mjs)
target_link_libraries(pratique PRIVATE shell web)
# DYNAMIC_EXECUTION=0: the page's CSP has no 'unsafe-eval'. The heap grows in small steps: it is measured against 64 MB.
target_link_options(pratique PRIVATE
  -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createPratique -sENVIRONMENT=web -sFILESYSTEM=0 -sDYNAMIC_EXECUTION=0
  -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=0 -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
  -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH -sINITIAL_HEAP=16MB -sMEMORY_GROWTH_GEOMETRIC_STEP=0.1 -sSTACK_SIZE=512KB
  -sASSERTIONS=0 -sSUPPORT_LONGJMP=0 -sEXIT_RUNTIME=0 -sINVOKE_RUN=0
  -sMIN_CHROME_VERSION=96 -sMIN_FIREFOX_VERSION=100 -sMIN_SAFARI_VERSION=150400
  -sEXPORTED_FUNCTIONS=_main,_malloc,_free -sEXPORTED_RUNTIME_METHODS=HEAPU8
  -Wl,--wrap=sscanf,--wrap=vsnprintf,--wrap=strtod
  --js-library ${PROJECT_SOURCE_DIR}/web/library_app.js)
set_target_properties(pratique PROPERTIES LINK_DEPENDS ${PROJECT_SOURCE_DIR}/web/library_app.js)
