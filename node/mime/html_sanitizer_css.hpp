// A filter for `style` attributes of hostile HTML: known properties with harmless values only. Nothing that fetches
// (url, image-set), overlays the page (position, z-index, transform) or runs (expression, behavior). Total; any thread.
#pragma once

#include <string>
#include <string_view>

namespace pratique::mime {

// Declarations that are allowed, "name: value; …", or empty. A declaration with a backslash, an unknown function or an
// unbalanced quote is dropped as a whole: nobody writes those by accident.
[[nodiscard]] std::string filter_declarations(std::string_view style);

// A colour as HTML attributes and CSS spell them: "#fff", "red", "rgb(1, 2, 3)".
[[nodiscard]] bool is_colour(std::string_view value);

}  // namespace pratique::mime
