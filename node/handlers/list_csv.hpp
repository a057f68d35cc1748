// List entries as CSV: pattern,applies_to,note,expires_at,paused. What goes out comes in the same. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/list_entry.hpp"
#include "client/base/result.hpp"

namespace pratique::handlers {

inline constexpr std::size_t kListRowsMax = 5'000;

[[nodiscard]] std::string to_csv(std::span<const api::NewListEntry> entries);

// Normalised entries. The first row names the columns, in any order; pattern and applies_to must be there, the others may. BadInput, field
// "file", says line and column of the first mistake.
[[nodiscard]] base::Result<std::vector<api::NewListEntry>> entries_in_csv(std::string_view text);

}  // namespace pratique::handlers
