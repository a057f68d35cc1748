// Dear ImGui's compile-time options, seen by ImGui and by us alike (IMGUI_USER_CONFIG).
#pragma once

#define IMGUI_USE_WCHAR32
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_ENABLE_FREETYPE  // asks ImGuiFreeType::GetFontLoader() for the default loader: ours (font_loader.cpp); no TrueType parser
