// How things look, in a panel: theme, row height, language, fields of a row; and signing out.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

inline constexpr float kLookPanelWidth = 320;
[[nodiscard]] float look_panel_height(const Frame& frame);
void look_panel_view(Frame& frame, kit::Box box);

// Names of the fields a reader may show or hide in a row, as they travel in Look::columns.
inline constexpr std::string_view kFieldRecipient = "recipient", kFieldSnippet = "snippet", kFieldScore = "score",
                                  kFieldFiles = "attachments", kFieldSize = "size";
[[nodiscard]] bool field_shown(const store::Look& look, std::string_view field);  // none chosen: all but the size

}  // namespace pratique::views
