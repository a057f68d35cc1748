// The Parts tab: the MIME tree with name, type, size and hash, and a download where there is something to download.
#include "ui/strings/format.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/message/remote_pane.hpp"
#include "ui/views/message/why_sections.hpp"

namespace pratique::views {
namespace {

constexpr float kRowHeight = 56;
constexpr float kIndent = 20;
constexpr std::size_t kHashShown = 16;

bool is_container(const api::Part& part) {
  return part.content_type.starts_with("multipart/");
}

theme::Icon part_icon(const api::Part& part) {
  const std::string_view type = part.content_type;
  if (is_container(part)) return theme::Icon::Layers;
  if (type == "message/rfc822") return theme::Icon::Mail;
  if (type.starts_with("image/")) return theme::Icon::Image2;
  if (type == "application/pdf") return theme::Icon::Pdf;
  if (type == "text/html") return theme::Icon::Html;
  return type.starts_with("text/") ? theme::Icon::Text : theme::Icon::File;
}

std::string part_name(const Frame& frame, const api::Part& part) {
  if (!part.file_name.empty()) return part.file_name;
  return std::string(frame.text(is_container(part) ? Key::PartContainer : Key::PartUnnamed));
}

std::string part_facts(const Frame& frame, const api::Part& part) {
  std::string out = part.content_type;
  if (!is_container(part)) out += " · " + strings::size(frame.words(), part.size_bytes);
  if (!part.sha256.empty()) out += " · " + frame.words().format(Key::PartHash, {{"hash", part.sha256.substr(0, kHashShown) + "…"}});
  return out;
}

// What the node found in this part, or empty. Details may come later than the parts.
std::string part_risk(const Frame& frame, const api::Part& part) {
  const api::MessageDetail* detail = frame.state.open.detail.value();
  if (detail == nullptr) return {};
  for (const api::WhyAttachment& file : detail->why.attachments) {
    if (file.part == part.number && !file.risk.empty()) return risk_words(frame, file.risk);
  }
  return {};
}

void part_view(Frame& frame, kit::Box box, const api::Part& part) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  kit::line(ui, box, kit::Edge::Bottom, colors.line.divider);
  const std::string name = part_name(frame, part);
  const std::string facts = part_facts(frame, part);
  const std::string risk = part_risk(frame, part);
  const kit::Id id = kit::id("part", part.number);
  const std::string hash = part.sha256.empty() ? std::string() : frame.words().format(Key::PartHash, {{"hash", part.sha256}});
  ui.record({.id = id,
             .role = a11y::Role::TreeItem,
             .name = name,
             .description = facts,
             .value = risk,
             .rect = box.rect(),
             .level = static_cast<int>(part.depth) + 1});
  box.skip_start(kIndent * static_cast<float>(part.depth));
  kit::icon(ui, box.take_start(20), risk.empty() ? part_icon(part) : theme::Icon::Mismatch,
            risk.empty() ? colors.text.secondary : colors.danger.text, theme::size::icon::kLg);
  box.skip_start(theme::space::k3);
  if (!is_container(part)) {
    const float size = ui.touch() ? theme::size::target::kTouch : 32.0F;
    const std::string label = frame.words().format(Key::PartDownload, {{"name", name}});
    if (kit::icon_button(ui, kit::child(id, "download"), box.take_end(size).middle(size), theme::Icon::Download, label))
      frame.push(intents::DownloadPart{part.number});
    if (!hash.empty() && kit::icon_button(ui, kit::child(id, "copy"), box.take_end(size).middle(size), theme::Icon::Hash, hash))
      frame.push(intents::CopyText{part.sha256});
    box.skip_end(theme::space::k2);
  }
  kit::Box lines = box.middle(38);
  kit::text(
      ui, lines.take_top(20), name,
      {.weight = is_container(part) ? kit::Weight::Regular : kit::Weight::SemiBold, .cut_tooltip = true, .id = kit::child(id, "name")});
  if (!risk.empty()) {
    const float width = kit::text_width(ui, risk, theme::Type::Meta, kit::Weight::SemiBold);
    kit::text(ui, lines.take_start(width), risk, {.type = theme::Type::Meta, .color = colors.danger.text, .weight = kit::Weight::SemiBold});
    lines.skip_start(theme::space::k2);
  }
  kit::text(ui, lines, facts, {.type = theme::Type::Meta, .color = colors.text.muted, .cut_tooltip = true, .id = kit::child(id, "facts")});
}

void tree_view(Frame& frame, kit::Box box, const api::MessageParts& parts) {
  kit::Ui& ui = frame.ui;
  const float padding = frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6;
  kit::scroll_area(ui, kit::id("parts"), box, frame.view.message.page, frame.text(Key::PartsLabel), [&](kit::Box content) {
    const kit::GroupScope tree(ui, kit::id("parts-tree"), a11y::Role::Tree, frame.text(Key::PartsLabel), content);
    content = content.inset(padding, 0);
    content.h = 1e7F;
    const float top = content.y;
    content.skip_top(theme::space::k2);
    for (const api::Part& part : parts.parts) {
      const kit::Box row = content.take_top(kRowHeight);
      if (row.overlaps(ui.clip())) part_view(frame, row, part);
    }
    content.skip_top(theme::space::k6);
    return content.y - top;
  });
}

}  // namespace

void parts_view(Frame& frame, kit::Box box) {
  remote_pane(frame, kit::id("parts-remote"), box, frame.state.open.parts,
              [&](const api::MessageParts& parts, kit::Box at) { tree_view(frame, at, parts); });
}

}  // namespace pratique::views
