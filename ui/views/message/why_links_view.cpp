// The links of the message: what each shows and where it really opens, to read and to copy.
#include "ui/strings/format.hpp"
#include "ui/views/message/why_sections.hpp"

namespace pratique::views {
namespace {

void append(std::string& out, std::string_view more) {
  if (!out.empty() && !more.empty()) out += " · ";
  out += more;
}

Finding finding_of(const Frame& frame, const api::WhyLink& link, std::size_t index) {
  Finding finding{.id = kit::id("link", index), .icon = theme::Icon::Link};
  finding.name = link.shown.empty() ? std::string(frame.text(Key::LinkNoText)) : link.shown;
  // A target that is long hides its host in the cut: the host stands first.
  finding.facts = link.host;
  if (link.target != link.shown) append(finding.facts, link.target);
  if (link.count > 1) append(finding.facts, frame.words().count(Key::LinkTimes, link.count));
  if (link.look_alike) append(finding.wrong, frame.text(Key::LinkLookAlike));
  if (link.mismatch) append(finding.wrong, frame.text(Key::LinkMismatch));
  finding.copied = link.target;
  finding.copy_name = frame.words().format(Key::LinkCopy, {{"name", finding.name}});
  return finding;
}

}  // namespace

void links_view(Frame& frame, kit::Box& box, const api::Why& why) {
  if (why.links.empty()) return;
  const auto listed = static_cast<std::int64_t>(why.links.size());
  const std::string shown = strings::number(frame.words(), listed);
  const std::string note =
      why.links_total > listed ? frame.words().count(Key::LinksOf, why.links_total, {{"shown", shown}}) : std::string(shown);
  findings_heading_view(frame, box, kit::id("links"), frame.text(Key::LinksHeading), note);
  for (std::size_t i = 0; i < why.links.size(); ++i) finding_view(frame, box, finding_of(frame, why.links[i], i));
  box.skip_top(theme::space::k4);
}

}  // namespace pratique::views
