// What to look at twice, and the list entries that had a say.
#include "ui/strings/codes.hpp"
#include "ui/views/message/why_sections.hpp"

namespace pratique::views {
namespace {

void card_view(Frame& frame, kit::Box& box, kit::Id id, const kit::StripSpec& spec) {
  kit::strip(frame.ui, id, box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
  box.skip_top(theme::space::k2);
}

}  // namespace

void warnings_view(Frame& frame, kit::Box& box, const api::Why& why) {
  bool any = false;
  for (std::size_t i = 0; i < why.warnings.size(); ++i) {
    const api::WhyWarning& warning = why.warnings[i];
    const auto keys = strings::warning_keys(warning.code);
    if (!keys) continue;  // of a newer node; there are no words for it here
    std::vector<strings::Param> params;
    for (const auto& [name, value] : warning.params) params.push_back({name, value});
    const std::string text = strings::fill(frame.text(keys->text), params.data(), params.size());
    card_view(
        frame, box, kit::id("warning", i),
        {.tone = kit::StripTone::Warning, .icon = theme::Icon::Mismatch, .strong = frame.text(keys->title), .text = text, .card = true});
    any = true;
  }
  if (any) box.skip_top(theme::space::k3);
}

void list_entries_view(Frame& frame, kit::Box& box, const api::Why& why) {
  if (why.list_entries.empty()) return;
  findings_heading_view(frame, box, kit::id("lists"), frame.text(Key::ListsHeading), {});
  for (std::size_t i = 0; i < why.list_entries.size(); ++i) {
    const api::WhyListEntry& entry = why.list_entries[i];
    const bool allows = entry.kind == "allow";
    finding_view(frame, box,
                 {.id = kit::id("list-entry", i),
                  .icon = allows ? theme::Icon::Allow : theme::Icon::Block,
                  .name = entry.pattern,
                  .facts = frame.words().format(allows ? Key::ListAllowEntry : Key::ListBlockEntry,
                                                {{"pattern", entry.pattern}, {"who", entry.applies_to}}),
                  .wrong = entry.overridden ? std::string(frame.text(Key::ListOverridden)) : std::string()});
  }
  box.skip_top(theme::space::k4);
}

}  // namespace pratique::views
