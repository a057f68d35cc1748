// A field of several lines, in mono, for a source that is pasted. While it has the focus the platform's own text area edits it
// (ports::TextInputKind::Lines); Enter makes a new line. The caller keeps the value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct AreaSpec {
  std::string_view name;
  std::string_view value;
  std::string_view placeholder;
};
struct AreaEvents {
  std::optional<std::string> changed;
  bool submitted = false;  // Ctrl or Cmd with Enter
  bool cancelled = false;  // Escape
};
AreaEvents text_area(Ui& ui, Id id, const Box& box, const AreaSpec& spec);

}  // namespace pratique::kit
