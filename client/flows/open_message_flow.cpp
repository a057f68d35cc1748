#include "client/flows/open_message_flow.hpp"

#include "client/base/text.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kSeenAfterMs = 700;  // stepping through with a held key marks nothing

bool nothing_yet(const auto& remote) {
  return remote.is_not_asked() || remote.error() != nullptr;
}

// A subject as a file name that every system takes.
std::string file_name_of(std::string_view subject) {
  std::string name;
  for (base::CodePoint point : base::code_points(base::first_code_points(subject, 60))) {
    const bool forbidden =
        point.value < 0x20 || std::string_view("/\\:*?\"<>|").find(static_cast<char>(point.value)) != std::string_view::npos;
    base::append_utf8(name, forbidden && point.value < 0x80 ? U'_' : point.value);
  }
  while (name.ends_with('.') || name.ends_with(' ')) name.pop_back();
  return name.empty() ? "message" : name;
}

}  // namespace

void OpenMessageFlow::show_route() {
  const store::Route& route = context_.state.route;
  if (!route.open) return close();
  if (now().id != route.open) open(*route.open);
  load_tab();
}

void OpenMessageFlow::close() {
  if (!now().id) return;
  load_ = {};
  now() = {};
  context_.changed();
}

void OpenMessageFlow::open(const api::MessageId& id) {
  load_ = {};
  now() = {};
  now().id = id;
  now().form = preferred_form_;
  if (!context_.signed_in()) return;
  load_detail();
  if (in_log()) return context_.changed();
  // Which body there is, only the detail knows; until then the pane shows that it loads.
  if (now().form == store::BodyForm::Html) {
    now().html.start();
  } else {
    now().text.start();
  }
  context_.changed();
}

// The log tells of a message, it does not show it: no body is asked for, and nothing counts as read.
bool OpenMessageFlow::in_log() const {
  return context_.state.route.place == store::Place::Log;
}

void OpenMessageFlow::load_detail() {
  load_.detail.load(
      now().detail, [&](requests::Done<api::MessageDetail> done) { return context_.api.detail(*now().id, std::move(done)); },
      [this] { detail_came(); });
}

void OpenMessageFlow::detail_came() {
  const api::MessageDetail* detail = now().detail.value();
  if (detail == nullptr) {
    now().html.clear();
    now().text.clear();
    return context_.changed();
  }
  if (now().detail.error() == nullptr) {
    if (!detail->has_html && now().form == store::BodyForm::Html) {
      now().html.clear();
      now().form = store::BodyForm::Text;
    }
    load_body();
    if (!detail->summary.seen && !in_log()) {
      load_.seen_timer = context_.ports.timers.after(kSeenAfterMs, [this, id = *now().id] {
        const ports::Pending finished = std::move(load_.seen_timer);
        seen_(id);
      });
    }
  }
  context_.changed();
}

void OpenMessageFlow::load_body() {
  if (now().detail.value() == nullptr) return;  // detail_came comes back to it
  if (in_log() || !now().detail.value()->has_source) return;
  const auto wanted = [](const auto& remote, const auto& slot) { return nothing_yet(remote) || (remote.is_loading() && !slot.busy()); };
  if (now().form == store::BodyForm::Html && wanted(now().html, load_.html)) {
    load_.html.load(
        now().html, [&](requests::Done<std::string> done) { return context_.api.html(*now().id, std::move(done)); },
        [this] { context_.changed(); });
  }
  if (now().form == store::BodyForm::Text && wanted(now().text, load_.text)) {
    load_.text.load(
        now().text, [&](requests::Done<api::MessageText> done) { return context_.api.text(*now().id, std::move(done)); },
        [this] { context_.changed(); });
  }
}

void OpenMessageFlow::load_tab() {
  if (!now().id || !context_.signed_in() || in_log()) return;
  const api::MessageId id = *now().id;
  switch (context_.state.route.tab) {
    case store::MessageTab::Message:
      load_body();
      break;
    case store::MessageTab::Why:
      break;  // part of the detail
    case store::MessageTab::Headers:
      if (!nothing_yet(now().headers)) break;
      load_.headers.load(
          now().headers, [&](requests::Done<api::MessageHeaders> done) { return context_.api.headers(id, std::move(done)); },
          [this] { context_.changed(); });
      break;
    case store::MessageTab::Source:
      if (!nothing_yet(now().source)) break;
      load_.source.load(
          now().source,
          [&](requests::Done<std::string> done) { return context_.api.source_start(id, store::kSourceShownBytes, std::move(done)); },
          [this] { context_.changed(); });
      break;
    case store::MessageTab::Parts:
      if (!nothing_yet(now().parts)) break;
      load_.parts.load(
          now().parts, [&](requests::Done<api::MessageParts> done) { return context_.api.parts(id, std::move(done)); },
          [this] { context_.changed(); });
      break;
  }
}

void OpenMessageFlow::show_form(store::BodyForm form) {
  if (!now().id || now().form == form) return;
  now().form = form;
  preferred_form_ = form;
  load_body();
  context_.changed();
}

void OpenMessageFlow::show_images() {
  now().images_wanted = true;
  context_.changed();
}

void OpenMessageFlow::retry() {
  if (!now().id || !context_.signed_in()) return;
  if (nothing_yet(now().detail)) load_detail();
  load_body();
  load_tab();
  context_.changed();
}

void OpenMessageFlow::reload_detail() {
  if (now().id && context_.signed_in()) load_detail();
}

void OpenMessageFlow::changed_elsewhere(const api::MessageSummary& message) {
  if (now().id != message.id) return;
  api::MessageDetail* detail = now().detail.mutable_value();
  const bool only_seen = detail != nullptr && detail->summary.status == message.status;
  if (detail != nullptr) detail->summary = message;
  if (!only_seen) reload_detail();  // the trail has grown
}

void OpenMessageFlow::save_later(std::string name, std::string type,
                                 base::UniqueFunction<ports::Pending(requests::Done<std::string>)> send) {
  const std::int64_t number = next_download_++;
  downloads_[number] = send([this, number, name = std::move(name), type = std::move(type)](base::Result<std::string> body) {
    const ports::Pending finished = std::move(downloads_[number]);
    downloads_.erase(number);
    if (body) {
      context_.ports.downloads.save(name, type, *body);
    } else {
      context_.signals.failed(std::move(body).error());
    }
    context_.changed();
  });
}

void OpenMessageFlow::download_source() {
  if (!now().id) return;
  const api::MessageDetail* detail = now().detail.value();
  std::string name = file_name_of(detail != nullptr ? detail->summary.subject : "") + ".eml";
  save_later(std::move(name), "message/rfc822",
             [&](requests::Done<std::string> done) { return context_.api.source(*now().id, std::move(done)); });
}

void OpenMessageFlow::download_part(std::int64_t number) {
  if (!now().id) return;
  std::string name = "part-";
  base::append_integer(name, number);
  if (const api::MessageParts* parts = now().parts.value()) {
    for (const api::Part& part : parts->parts) {
      if (part.number == number && !part.file_name.empty()) name = file_name_of(part.file_name);
    }
  }
  // Never the declared type: a browser must save it, not open it.
  save_later(std::move(name), "application/octet-stream",
             [&](requests::Done<std::string> done) { return context_.api.part(*now().id, number, std::move(done)); });
}

}  // namespace pratique::flows
