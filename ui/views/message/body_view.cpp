// The Message tab: what is off (images, links), then the body in the sandboxed frame that the page lays over this pane.
#include "ui/strings/format.hpp"
#include "ui/theme/theme.hpp"
#include "ui/views/message/message_view.hpp"
#include "ui/views/message/remote_pane.hpp"
#include "ui/views/message/text_document.hpp"
#include "ui/views/message_look.hpp"

namespace pratique::views {
namespace {

using ports::MessageFrameRequest;

void images_strip_view(Frame& frame, kit::Box& box, const api::MessageDetail& detail) {
  if (shown_form(frame) != store::BodyForm::Html || detail.remote_images == 0) return;
  const bool wanted = frame.state.open.images_wanted;
  const Key off = box.w >= 480 ? Key::ImagesOff : Key::ImagesOffShort;
  const std::string text = wanted ? std::string(frame.text(Key::ImagesOn)) : frame.words().count(off, detail.remote_images);
  const kit::StripSpec spec{.icon = wanted ? theme::Icon::Image : theme::Icon::ImageOff,
                            .text = text,
                            .action = wanted ? std::string_view() : frame.text(Key::ShowImages)};
  if (kit::strip(frame.ui, kit::id("images"), box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec))
    frame.push(intents::ShowImages{});
}

void links_strip_view(Frame& frame, kit::Box& box, const api::MessageDetail& detail) {
  if (detail.odd_links == 0) return;
  const std::string text = frame.words().count(Key::LinksOdd, detail.odd_links);
  const kit::StripSpec spec{.tone = kit::StripTone::Warning, .icon = theme::Icon::Link, .text = text};
  kit::strip(frame.ui, kit::id("odd-links"), box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
}

void text_notes_view(Frame& frame, kit::Box& box, const api::MessageText& text) {
  std::string note;
  if (text.charset_failed) note = frame.words().format(Key::CharsetFailed, {{"charset", text.charset}});
  if (text.truncated) note += (note.empty() ? "" : " ") + std::string(frame.text(Key::BodyTruncated));
  if (note.empty()) return;
  const kit::StripSpec spec{.icon = theme::Icon::Info, .text = note};
  kit::strip(frame.ui, kit::id("text-notes"), box.take_top(kit::strip_height(frame.ui, spec, box.w)), spec);
}

// Our rendering of a plain text, made once for a text and a theme.
const std::string& plain_document(Frame& frame, const api::MessageSummary& message, const std::string& text) {
  MessageViewState& state = frame.view.message;
  std::string key =
      message.id.value + '/' + std::to_string(static_cast<int>(theme::resolve(frame.state.look))) + '/' + std::to_string(text.size());
  if (state.text_document_key != key) {
    state.text_document = text_document(text, frame.palette());
    state.text_document_key = std::move(key);
  }
  return state.text_document;
}

void place(Frame& frame, kit::Box box, const api::MessageSummary& message, std::string key, const std::string& document, bool is_html) {
  kit::fill(frame.ui, box, is_html ? frame.palette().surface.paper : frame.palette().surface.base);
  const std::string title = frame.words().format(Key::MessageBody, {{"subject", shown_subject(frame.words(), message)}});
  // A popup or dialog lies over the canvas, and the frame over both: it hides for as long.
  if (frame.ui.covered(box) || frame.ui.any_popup_open() || box.h < 1) return;
  const bool dark = theme::resolve(frame.state.look) != store::Theme::Light;
  frame.outputs.message_frame = MessageFrameRequest{.rect = box.inset(1, 0).rect(),
                                                    .key = std::move(key),
                                                    .document = document,
                                                    .images_allowed = is_html && frame.state.open.images_wanted,
                                                    .dark_paper = !is_html && dark,
                                                    .title = title};
}

}  // namespace

void body_view(Frame& frame, kit::Box box, const api::MessageSummary& message) {
  const api::MessageDetail* detail = frame.state.open.detail.value();
  if (detail == nullptr) {
    if (kit::skeleton_due(frame.ui, kit::id("body-loading")))
      kit::skeleton_lines(frame.ui, kit::id("body-loading"), box.inset(theme::space::k6, theme::space::k5), 6);
    return;
  }
  images_strip_view(frame, box, *detail);
  links_strip_view(frame, box, *detail);
  if (!detail->has_html && !detail->has_text) {
    kit::empty_state(frame.ui, kit::id("body-empty"), box,
                     {.icon = theme::Icon::Mail, .title = frame.text(detail->has_source ? Key::BodyEmpty : Key::LogOnly), .text = {}});
    return;
  }
  if (shown_form(frame) == store::BodyForm::Html) {
    const bool images = frame.state.open.images_wanted;
    remote_pane(frame, kit::id("body-html"), box, frame.state.open.html, [&](const std::string& html, kit::Box at) {
      place(frame, at, message, message.id.value + (images ? "/html+images" : "/html"), html, true);
    });
    return;
  }
  remote_pane(frame, kit::id("body-text"), box, frame.state.open.text, [&](const api::MessageText& text, kit::Box at) {
    text_notes_view(frame, at, text);
    const std::string& document = plain_document(frame, message, text.text);
    place(frame, at, message, frame.view.message.text_document_key, document, false);
  });
}

}  // namespace pratique::views
