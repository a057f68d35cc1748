// Pseudo-locales, generated from English: en-XA is a third longer and accented, ar-XB runs from right to left.
// They show in tests and pictures what real languages will break. Parameters and plural forms stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace pratique::strings {

[[nodiscard]] std::string lengthen(std::string_view english);
[[nodiscard]] std::string mirror(std::string_view english);

}  // namespace pratique::strings
