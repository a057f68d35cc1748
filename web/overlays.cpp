#include "web/overlays.hpp"

#include "web/gate.hpp"
#include "web/json_writer.hpp"

namespace pratique::web {
namespace {

void write_rect(JsonWriter& json, const base::Rect& rect) {
  json.key("rect");
  json.begin_array();
  json.number(rect.x);
  json.number(rect.y);
  json.number(rect.width);
  json.number(rect.height);
  json.end_array();
}

std::string_view kind_name(ports::TextInputKind kind) {
  switch (kind) {
    case ports::TextInputKind::Text:
      return "text";
    case ports::TextInputKind::Search:
      return "search";
    case ports::TextInputKind::Email:
      return "email";
    case ports::TextInputKind::Password:
      return "password";
    case ports::TextInputKind::Lines:
      return "lines";
  }
  return "text";
}

}  // namespace

void TextAgent::publish(const std::optional<ports::TextInputRequest>& request) {
  if (request == last_) return;
  last_ = request;
  if (!request) return pratique_publish_text_input(nullptr, 0);
  JsonWriter json;
  json.begin_object();
  json.key("id");
  json.id(request->id);
  write_rect(json, request->rect);
  json.field("kind", kind_name(request->kind));
  json.field("name", request->name);
  json.field("value", request->value);
  json.field("placeholder", request->placeholder);
  json.key("fontSize");
  json.number(static_cast<double>(request->font_size));
  json.field("rgba", std::int64_t{request->text_rgba});
  json.end_object();
  pratique_publish_text_input(json.str().data(), static_cast<int>(json.str().size()));
}

void BrowserMessageFrame::publish(const std::optional<ports::MessageFrameRequest>& request) {
  if (!request) {
    if (visible_) pratique_publish_frame(nullptr, 0);
    visible_ = false;
    return;
  }
  if (visible_ && request == last_) return;
  const bool same_document = last_ && request->key == last_->key && request->images_allowed == last_->images_allowed &&
                             request->dark_paper == last_->dark_paper && request->document == last_->document;
  JsonWriter json;
  json.begin_object();
  write_rect(json, request->rect);
  json.field("key", request->key);
  json.field("title", request->title);
  json.field("images", request->images_allowed);
  json.field("dark", request->dark_paper);
  if (!same_document) json.field("document", request->document);
  json.end_object();
  pratique_publish_frame(json.str().data(), static_cast<int>(json.str().size()));
  visible_ = true;
  last_ = request;
}

}  // namespace pratique::web
