#include "ui/views/actions.hpp"

#include <algorithm>

namespace pratique::views {
namespace {

struct Words {
  Key title;
  Key text;
};

Words words_of(api::MessageClass message_class) {
  switch (message_class) {
    case api::MessageClass::Virus:
      return {Key::RiskTitleVirus, Key::RiskTextVirus};
    case api::MessageClass::Policy:
      return {Key::RiskTitlePolicy, Key::RiskTextPolicy};
    default:
      return {Key::RiskTitlePhish, Key::RiskTextPhish};
  }
}

std::string title_of(const Frame& frame, const ReleaseQuestion& question) {
  if (question.message_class) return std::string(frame.text(words_of(*question.message_class).title));
  return frame.words().count(Key::RiskTitleMany, static_cast<std::int64_t>(question.ids.size()));
}

std::string text_of(const Frame& frame, const ReleaseQuestion& question) {
  if (question.message_class) return std::string(frame.text(words_of(*question.message_class).text));
  return frame.words().count(Key::RiskTextMany, question.risky);
}

void release_now(Frame& frame, MessageIds ids, AndList and_list) {
  if (and_list == AndList::Yes) {
    frame.push(intents::ReleaseAndAllow{std::move(ids)});
  } else {
    frame.push(intents::ReleaseMessages{std::move(ids)});
  }
}

}  // namespace

MessageIds targets(const Frame& frame) {
  const store::Selection& selection = frame.state.list.selection;
  if (!selection.ids.empty()) return {selection.ids.begin(), selection.ids.end()};
  if (frame.state.open.id) return {*frame.state.open.id};
  if (frame.state.list.cursor) return {*frame.state.list.cursor};
  return {};
}

const api::MessageSummary* find_message(const store::AppState& state, const api::MessageId& id) {
  for (const auto& [number, page] : state.list.pages) {
    const auto found = std::ranges::find(page.rows, id, &api::MessageSummary::id);
    if (found != page.rows.end()) return &*found;
  }
  const api::MessageDetail* detail = state.open.detail.value();
  return detail && detail->summary.id == id ? &detail->summary : nullptr;
}

bool is_risky(api::MessageClass message_class) {
  return message_class == api::MessageClass::Phish || message_class == api::MessageClass::Virus ||
         message_class == api::MessageClass::Policy;
}

void release(Frame& frame, MessageIds ids, AndList and_list) {
  if (ids.empty()) return;
  const api::ReleaseRight right = release_right(frame, ids);
  if (right != api::ReleaseRight::Self) {
    if (right == api::ReleaseRight::Request && !is_asked(frame, ids)) frame.view.ask = AskForm{std::move(ids), {}};
    frame.ui.close_all_popups();
    return;
  }
  ReleaseQuestion question;
  question.allow = and_list == AndList::Yes;
  for (const api::MessageId& id : ids) {
    const api::MessageSummary* message = find_message(frame.state, id);
    if (message && is_risky(message->message_class)) {
      ++question.risky;
      if (ids.size() == 1) question.message_class = message->message_class;
    }
  }
  if (question.risky == 0) {
    release_now(frame, std::move(ids), and_list);
    return;
  }
  question.ids = std::move(ids);
  frame.view.question = std::move(question);
  frame.ui.close_all_popups();
}

void remove(Frame& frame, MessageIds ids, AndList and_list) {
  if (ids.empty()) return;
  if (and_list == AndList::Yes) {
    frame.push(intents::RemoveAndBlock{std::move(ids)});
  } else {
    frame.push(intents::RemoveMessages{std::move(ids)});
  }
}

void release_question_view(Frame& frame) {
  if (!frame.view.question) return;
  kit::Ui& ui = frame.ui;
  const ReleaseQuestion question = *frame.view.question;
  const std::string title = title_of(frame, question);
  const std::string text = text_of(frame, question);
  const float width = std::min(theme::size::dialog::kSm + 40, ui.safe_screen().w - 2 * theme::space::k4);
  const float text_height = kit::text_height(ui, text, theme::Type::Body, width - 2 * theme::space::k6, 8);
  const float height = 64 + text_height + 72;
  bool done = false;
  const kit::DialogResult result = kit::dialog(
      ui, kit::id("release-question"),
      {.title = title, .width = width, .height = height, .alert = true, .close_name = frame.text(Key::Close)}, [&](kit::Box box) {
        kit::Box buttons = box.take_bottom(ui.control_height());
        kit::label(ui, kit::id("release-question-text"), box, text, {.color = frame.palette().text.secondary, .max_lines = 8});
        const auto count = static_cast<std::int64_t>(question.ids.size());
        const std::string label = count > 1 ? frame.words().count(Key::ReleaseCount, count) : std::string(frame.text(Key::Release));
        const kit::ButtonSpec cancel{.label = frame.text(Key::Cancel), .style = kit::ButtonStyle::Filled};
        const kit::ButtonSpec go{.label = label, .icon = theme::Icon::Release};
        const kit::Box cancel_box = buttons.take_end(kit::button_width(ui, cancel));
        buttons.skip_end(theme::space::k2);
        const kit::Box go_box = buttons.take_end(kit::button_width(ui, go));
        // Cancel is the default: it is first in the focus order and filled.
        if (kit::button(ui, kit::id("release-question-cancel"), cancel_box, cancel)) done = true;
        if (kit::button(ui, kit::id("release-question-go"), go_box, go)) {
          release_now(frame, question.ids, question.allow ? AndList::Yes : AndList::No);
          done = true;
        }
      });
  if (done || result.dismissed) frame.view.question.reset();
}

Emphasis emphasis_of(api::MessageClass message_class) {
  switch (message_class) {
    case api::MessageClass::Spam:
    case api::MessageClass::Phish:
    case api::MessageClass::Virus:
    case api::MessageClass::BlockList:
      return Emphasis::Remove;
    default:
      return Emphasis::Release;
  }
}

}  // namespace pratique::views
