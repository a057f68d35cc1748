// Who may release what, and the way to ask for it: the part of actions.hpp about rights, senders and requests.
#include <algorithm>

#include "ui/views/actions.hpp"
#include "ui/views/message_look.hpp"

namespace pratique::views {
namespace {

api::ReleaseRight right_of(const store::AppState& state, const api::MessageId& id) {
  const api::MessageDetail* detail = state.open.detail.value();
  if (detail && detail->summary.id == id) return detail->release_right;
  const api::MessageSummary* message = find_message(state, id);
  if (message == nullptr || !state.session.me) return api::ReleaseRight::Self;  // the node checks each one
  const auto& rights = state.session.me->release_rights;
  const auto found = rights.find(message->message_class);
  return found == rights.end() ? api::ReleaseRight::Self : found->second;
}

// Of the open one the node says what came of it; of others only this tab knows.
bool waits(const store::AppState& state, const api::MessageId& id) {
  const api::MessageDetail* detail = state.open.detail.value();
  if (detail && detail->summary.id == id && !detail->request_state.empty())
    return detail->request_state == api::to_wire(api::RequestState::Open);
  return state.requests.asked_for.contains(id);
}

constexpr float kNoteHeight = 40;

}  // namespace

api::ReleaseRight release_right(const Frame& frame, const MessageIds& ids) {
  if (ids.empty()) return api::ReleaseRight::Self;
  auto best = api::ReleaseRight::Nobody;
  for (const api::MessageId& id : ids) best = std::min(best, right_of(frame.state, id));
  return best;
}

bool is_asked(const Frame& frame, const MessageIds& ids) {
  return !ids.empty() && std::ranges::all_of(ids, [&](const api::MessageId& id) { return waits(frame.state, id); });
}

std::optional<std::string> sender_of(const Frame& frame, const MessageIds& ids) {
  const api::MessageSummary* message = ids.size() != 1 ? nullptr : find_message(frame.state, ids.front());
  if (message == nullptr) return std::nullopt;
  // Of what was refused before its headers came, only the envelope is known.
  const std::string& sender = message->header_from.address.empty() ? message->envelope_from : message->header_from.address;
  return sender.empty() ? std::nullopt : std::optional(sender);
}

void list_sender(Frame& frame, api::ListKind kind, const MessageIds& ids) {
  const auto sender = sender_of(frame, ids);
  if (!sender) return;
  api::NewListEntry entry;
  entry.pattern = *sender;
  entry.applies_to = find_message(frame.state, ids.front())->recipient;
  frame.view.lists.address = *sender;
  frame.push(intents::OpenListForm{kind, std::nullopt, std::move(entry)});
  frame.ui.close_all_popups();
}

bool knows_requests(const store::AppState& state) {
  if (!state.session.me) return false;
  const api::Me& me = *state.session.me;
  return me.lists_for_domain || state.requests.open.value_or(0) > 0 ||
         std::ranges::any_of(me.release_rights, [](const auto& right) { return right.second == api::ReleaseRight::Request; });
}

void ask_release_view(Frame& frame) {
  if (!frame.view.ask) return;
  kit::Ui& ui = frame.ui;
  AskForm& form = *frame.view.ask;
  const float width = std::min(theme::size::dialog::kSm + 40, ui.safe_screen().w - 2 * theme::space::k4);
  const std::string_view text = frame.text(Key::AskText);
  const float text_height = kit::text_height(ui, text, theme::Type::Body, width - 2 * theme::space::k6, 6);
  const float height = 64 + text_height + 32 + kNoteHeight + 28 + ui.control_height() + theme::space::k6;
  bool send = false;
  bool done = false;
  const kit::DialogSpec spec{.title = frame.text(Key::AskRelease), .width = width, .height = height, .close_name = frame.text(Key::Close)};
  const kit::DialogResult result = kit::dialog(ui, kit::id("ask-release"), spec, [&](kit::Box box) {
    kit::label(ui, kit::id("ask-text"), box.take_top(text_height), text, {.color = frame.palette().text.secondary, .max_lines = 6});
    box.skip_top(theme::space::k3);
    kit::text(ui, box.take_top(20), frame.text(Key::AskNote), {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
    const kit::FieldEvents events =
        kit::text_field(ui, kit::id("ask-note"), box.take_top(kNoteHeight),
                        {.name = frame.text(Key::AskNote), .value = form.note, .placeholder = frame.text(Key::AskNoteHint)});
    if (events.changed) form.note = *events.changed;
    done = events.cancelled;
    kit::Box foot = box.take_bottom(ui.control_height());
    const kit::ButtonSpec go{.label = frame.text(Key::AskRelease), .icon = theme::Icon::Send, .style = kit::ButtonStyle::Filled};
    const kit::ButtonSpec cancel{.label = frame.text(Key::Cancel)};
    const kit::Box go_box = foot.take_end(kit::button_width(ui, go));
    foot.skip_end(theme::space::k2);
    done = kit::button(ui, kit::id("ask-cancel"), foot.take_end(kit::button_width(ui, cancel)), cancel) || done;
    send = kit::button(ui, kit::id("ask-go"), go_box, go) || events.submitted;
  });
  if (send) frame.push(intents::AskRelease{form.ids, form.note});
  if (send || done || result.dismissed) frame.view.ask.reset();
}

}  // namespace pratique::views
