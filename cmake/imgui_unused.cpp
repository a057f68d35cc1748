// In place of Dear ImGui's imgui_tables.cpp: the kit draws its own columns, so no table or column of ImGui's is ever begun. The rest of
// ImGui refers to these to end, collect or restore what was never begun, and would bring 25 KB of tables and their menus into the portal.
#include <imgui.h>
#include <imgui_internal.h>

namespace ImGui {

void EndColumns() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}
void EndTable() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TableSettingsAddSettingsHandler() {}

}  // namespace ImGui
