// Which elements and attributes of hostile HTML survive. Everything not listed is dropped. Total; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::mime {

enum class ElementRule : std::uint8_t {
  Keep,    // the element and its children
  Unwrap,  // its children only: unknown elements, forms and their labels
  Drop,    // nothing: scripts, styles, embedded content, foreign namespaces
};

[[nodiscard]] ElementRule rule_for(std::string_view element);
[[nodiscard]] bool is_void(std::string_view element);

// True for attributes whose value may stand as it is once `is_harmless_value` agrees. href, src and style are the
// sanitiser's own business and never among them; neither are id, class, name, title and everything that starts with "on".
[[nodiscard]] bool is_kept_attribute(std::string_view element, std::string_view attribute);
[[nodiscard]] bool is_harmless_value(std::string_view attribute, std::string_view value);

}  // namespace pratique::mime
