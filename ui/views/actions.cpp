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

std::int64_t risky_of_all(const Frame& frame) {
  const api::SelectionSummary* selected = frame.state.selected.value();
  std::int64_t risky = 0;
  if (selected == nullptr) return risky;
  for (const auto& [message_class, count] : selected->by_class) risky += is_risky(message_class) ? count : 0;
  return risky;
}

std::int64_t count_of(const Frame& frame, const ReleaseQuestion& question) {
  return question.all ? store::selected_count(frame.state) : static_cast<std::int64_t>(question.ids.size());
}

std::string title_of(const Frame& frame, const ReleaseQuestion& question) {
  if (question.all) {
    const Key key = store::removes(question.action) ? Key::AskRemoveMany : Key::RiskTitleMany;
    return frame.words().count(key, count_of(frame, question));
  }
  if (question.message_class) return std::string(frame.text(words_of(*question.message_class).title));
  return frame.words().count(Key::RiskTitleMany, static_cast<std::int64_t>(question.ids.size()));
}

std::string text_of(const Frame& frame, const ReleaseQuestion& question) {
  if (question.all) {
    if (frame.state.selected.is_loading()) return std::string(frame.text(Key::Counting));
    if (store::removes(question.action)) return std::string(frame.text(Key::AskRemoveText));
    const std::int64_t risky = risky_of_all(frame);
    const std::string warning = risky > 0 ? frame.words().count(Key::RiskTextMany, risky) + " " : std::string();
    return warning + std::string(frame.text(Key::AskReleaseText));
  }
  if (question.message_class) return std::string(frame.text(words_of(*question.message_class).text));
  return frame.words().count(Key::RiskTextMany, question.risky);
}

void release_now(Frame& frame, MessageIds ids, api::Action action) {
  switch (action) {
    case api::Action::ReleaseAllow:
      return frame.push(intents::ReleaseAndAllow{std::move(ids)});
    case api::Action::ReleaseTrain:
      return frame.push(intents::ReleaseAndTrain{std::move(ids)});
    default:
      return frame.push(intents::ReleaseMessages{std::move(ids)});
  }
}

api::Action release_action(AndList and_list, Teach teach) {
  if (teach == Teach::Wanted) return api::Action::ReleaseTrain;
  return and_list == AndList::Yes ? api::Action::ReleaseAllow : api::Action::Release;
}

void carry_out(Frame& frame, const ReleaseQuestion& question) {
  switch (question.action) {
    case api::Action::Remove:
      frame.push(intents::RemoveMessages{question.ids});
      return;
    case api::Action::RemoveBlock:
      frame.push(intents::RemoveAndBlock{question.ids});
      return;
    default:
      return release_now(frame, question.ids, question.action);
  }
}

// Until the node has counted nobody knows what "all" holds: then the question waits for it.
void act_on_all(Frame& frame, api::Action action) {
  const bool counted = frame.state.selected.value() != nullptr && !frame.state.selected.is_loading() && !frame.state.selected.error();
  const bool harmless = store::removes(action) || risky_of_all(frame) == 0;
  const ReleaseQuestion question{.all = true, .action = action};
  if (counted && harmless && store::selected_count(frame.state) <= store::kBigJob) return carry_out(frame, question);
  frame.view.question = question;
  frame.ui.close_all_popups();
}

}  // namespace

std::int64_t target_count(const Frame& frame) {
  return frame.state.list.selection.all ? store::selected_count(frame.state) : static_cast<std::int64_t>(targets(frame).size());
}

MessageIds targets(const Frame& frame) {
  const store::Selection& selection = frame.state.list.selection;
  if (!selection.empty()) return {selection.ids.begin(), selection.ids.end()};
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

void report_spam(Frame& frame, MessageIds ids) {
  if (ids.empty() && !frame.state.list.selection.all) return;
  frame.push(intents::TrainFilter{std::move(ids), intents::TrainFilter::As::Spam});
}

void release(Frame& frame, MessageIds ids, AndList and_list, Teach teach) {
  const api::Action action = release_action(and_list, teach);
  if (ids.empty() && frame.state.list.selection.all) return act_on_all(frame, action);
  if (ids.empty()) return;
  const api::ReleaseRight right = release_right(frame, ids);
  if (right != api::ReleaseRight::Self) {
    if (right == api::ReleaseRight::Request && !is_asked(frame, ids)) frame.view.ask = AskForm{std::move(ids), {}};
    frame.ui.close_all_popups();
    return;
  }
  ReleaseQuestion question;
  question.action = action;
  for (const api::MessageId& id : ids) {
    const api::MessageSummary* message = find_message(frame.state, id);
    if (message && is_risky(message->message_class)) {
      ++question.risky;
      if (ids.size() == 1) question.message_class = message->message_class;
    }
  }
  if (question.risky == 0) {
    release_now(frame, std::move(ids), action);
    return;
  }
  question.ids = std::move(ids);
  frame.view.question = std::move(question);
  frame.ui.close_all_popups();
}

void remove(Frame& frame, MessageIds ids, AndList and_list) {
  if (ids.empty() && frame.state.list.selection.all)
    return act_on_all(frame, and_list == AndList::Yes ? api::Action::RemoveBlock : api::Action::Remove);
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
  if (question.all && !frame.state.list.selection.all) return frame.view.question.reset();  // another list is shown now
  const bool removes = store::removes(question.action);
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
        const std::int64_t count = count_of(frame, question);
        const Key verb = removes ? Key::RemoveCount : Key::ReleaseCount;
        const std::string label =
            count > 1 ? frame.words().count(verb, count) : std::string(frame.text(removes ? Key::Remove : Key::Release));
        const kit::ButtonSpec cancel{.label = frame.text(Key::Cancel), .style = kit::ButtonStyle::Filled};
        const kit::ButtonSpec go{.label = label,
                                 .icon = removes ? theme::Icon::Remove : theme::Icon::Release,
                                 .disabled = question.all && frame.state.selected.is_loading()};
        const kit::Box cancel_box = buttons.take_end(kit::button_width(ui, cancel));
        buttons.skip_end(theme::space::k2);
        const kit::Box go_box = buttons.take_end(kit::button_width(ui, go));
        // Cancel is the default: it is first in the focus order and filled.
        if (kit::button(ui, kit::id("release-question-cancel"), cancel_box, cancel)) done = true;
        if (kit::button(ui, kit::id("release-question-go"), go_box, go)) {
          carry_out(frame, question);
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
