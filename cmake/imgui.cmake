# Dear ImGui 1.92 from the source package that emsdk-env.sh unpacks; configured by ui/text/imgui_config.hpp.
set(PRATIQUE_IMGUI_DIR "$ENV{PRATIQUE_IMGUI_DIR}" CACHE PATH "unpacked Dear ImGui 1.92 source")
if(NOT EXISTS ${PRATIQUE_IMGUI_DIR}/imgui.h)
  message(FATAL_ERROR "Dear ImGui is missing: configure through ./dev, which sets PRATIQUE_IMGUI_DIR")
endif()
add_library(imgui STATIC ${PRATIQUE_IMGUI_DIR}/imgui.cpp ${PRATIQUE_IMGUI_DIR}/imgui_draw.cpp ${PRATIQUE_IMGUI_DIR}/imgui_widgets.cpp
            ${CMAKE_CURRENT_LIST_DIR}/imgui_unused.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${PRATIQUE_IMGUI_DIR} ${PRATIQUE_IMGUI_DIR}/backends)
target_include_directories(imgui PRIVATE ${PROJECT_SOURCE_DIR})
target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="ui/text/imgui_config.hpp")
