// Notes that people write to each other and to themselves: beside a list entry, with a request, with its answer. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::domain {

inline constexpr std::size_t kNoteCodePoints = 500;

// Without control characters and blanks around it. BadInput with this field beyond kNoteCodePoints.
[[nodiscard]] base::Result<std::string> normal_note(std::string_view text, std::string field);

}  // namespace pratique::domain
