// A text or search field. While it has the focus the platform's own input edits the text over it (ports::TextInputSink); new text
// comes back as a11y::SetValue. In native builds the kit edits, simply. The caller keeps the value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/kit/ui.hpp"

namespace pratique::kit {

struct FieldSpec {
  std::string_view name;
  std::string_view value;
  std::string_view placeholder;
  ports::TextInputKind kind = ports::TextInputKind::Text;
  theme::Icon icon = theme::Icon::None;
  std::string_view hint_key;    // "/" drawn at the end while empty and unfocused
  std::string_view clear_name;  // shows a cross while not empty
  std::string_view error;       // red outline; said to assistive technology
  float lead = 0;               // width kept free at the start, for chips the caller draws at lead_box
  bool frame = true;
  bool disabled = false;
  a11y::Role role = a11y::Role::TextBox;  // SearchBox for kind Search
};
struct FieldEvents {
  std::optional<std::string> changed;
  bool submitted = false;           // Enter
  bool cancelled = false;           // Escape
  bool cleared = false;             // the cross: chips go as well; `changed` is empty text
  bool backspace_at_start = false;  // takes the last chip back as text
  bool down = false;                // arrow down: into the suggestions
  bool up = false;
  bool focused = false;
};
FieldEvents text_field(Ui& ui, Id id, const Box& box, const FieldSpec& spec);
[[nodiscard]] Box field_lead_box(const Box& box, const FieldSpec& spec);  // where the chips go

}  // namespace pratique::kit
