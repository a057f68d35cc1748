// The columns of the log that a reader may choose, and how they are laid out. Pure but for the texts.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "client/api/list_request.hpp"
#include "ui/views/frame.hpp"

namespace pratique::views {

enum class LogColumn : std::uint8_t { Time, Happened, From, To, Subject, Reason, Server, Score, Size };

struct LogColumnInfo {
  LogColumn column;
  std::string_view name;  // as it travels in Look::log_columns
  Key label;
  float width;      // initial; of the subject, the least
  bool always;      // cannot be hidden
  bool by_default;  // shown while the reader chose nothing
  std::optional<api::SortKey> sort;
};
[[nodiscard]] std::span<const LogColumnInfo> log_columns();
[[nodiscard]] bool column_shown(const store::Look& look, const LogColumnInfo& info);
[[nodiscard]] std::vector<LogColumnInfo> shown_columns(const store::Look& look);
// What they need beside each other, gaps and all.
[[nodiscard]] float table_width(std::span<const LogColumnInfo> columns);
void columns_menu_view(Frame& frame, kit::Box button);  // with its button

}  // namespace pratique::views
