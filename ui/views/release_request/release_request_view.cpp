#include "ui/views/release_request/release_request_view.hpp"

#include <algorithm>
#include <array>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/message_look.hpp"
#include "ui/views/quarantine/list_states_view.hpp"
#include "ui/views/shortcuts/shortcuts_view.hpp"

namespace pratique::views {
namespace {

constexpr float kRowHeight = 92;
constexpr float kNarrowRowHeight = 136;
constexpr float kNarrow = 620;
constexpr std::array kStateTexts{Key::RequestOpen, Key::RequestApproved, Key::RequestDenied, Key::RequestWithdrawn};

const api::ReleaseRequest* find(const Frame& frame, const api::RequestId& id) {
  const api::ReleaseRequestPage* page = frame.state.requests.page.value();
  if (page == nullptr) return nullptr;
  const auto found = std::ranges::find(page->items, id, &api::ReleaseRequest::id);
  return found == page->items.end() ? nullptr : &*found;
}

bool is_mine(const Frame& frame, const api::ReleaseRequest& request) {
  return frame.state.session.me && frame.state.session.me->login == request.asked_by;
}

class Row {
 public:
  Row(Frame& frame, const api::ReleaseRequest& request) : frame_(frame), ui_(frame.ui), request_(request) {}

  void draw(const kit::ListRow& row) {
    const std::string name = frame_.words().format(Key::RowName, {{"sender", shown_sender(frame_.words(), request_.message)},
                                                                  {"subject", shown_subject(frame_.words(), request_.message)}});
    const std::string asked = asked_line();
    const std::string came = outcome();
    const kit::RowResponse response = kit::list_row(
        ui_, row,
        {.id = kit::id("request", request_.id), .name = name, .description = asked + ". " + request_.note + ". " + came, .tile_width = 0});
    if (response.opened) open();
    kit::Box box = row.box.inset(theme::space::k4, theme::space::k3);
    const bool narrow = box.w < kNarrow;
    kit::Box buttons =
        narrow ? box.take_bottom(ui_.control_height()) : box.take_end(std::min(260.0F, box.w / 2)).middle(ui_.control_height());
    box.skip_end(theme::space::k3);
    kit::class_tile(ui_, box.take_start(theme::size::icon::kTile).take_top(theme::size::icon::kTile),
                    tone_of(request_.message.message_class), icon_of(request_.message.message_class));
    box.skip_start(theme::space::k3);
    lines(box, name, asked, came);
    actions(buttons, narrow);
  }

 private:
  [[nodiscard]] std::string asked_line() const {
    const std::string time = strings::row_time(frame_.words(), request_.asked_at, ui_.wall_now());
    return frame_.words().format(Key::AskedBy, {{"who", request_.asked_by}, {"time", time}, {"recipient", request_.message.recipient}});
  }
  [[nodiscard]] std::string outcome() const {
    std::string out(frame_.text(kStateTexts[static_cast<std::size_t>(request_.state)]));
    if (!request_.decided_by.empty()) out += " · " + request_.decided_by;
    if (!request_.answer.empty()) out += " · " + request_.answer;
    return out;
  }

  void lines(kit::Box box, const std::string& name, const std::string& asked, const std::string& came) {
    const theme::Palette& colors = frame_.palette();
    const kit::TextSpec small{.type = theme::Type::Small, .color = colors.text.secondary};
    kit::text(ui_, box.take_top(20), name,
              {.weight = kit::Weight::SemiBold, .cut_tooltip = true, .id = kit::id("request-name", request_.id)});
    kit::text(ui_, box.take_top(20), asked, {.type = theme::Type::Meta, .color = colors.text.muted});
    const bool open = request_.state == api::RequestState::Open;
    const std::string said = open ? (request_.note.empty() ? std::string(frame_.text(Key::NoNote)) : "“" + request_.note + "”") : came;
    kit::text(ui_, box.take_top(20), said, small);
  }

  void actions(kit::Box box, bool narrow) {
    if (request_.state != api::RequestState::Open) return;
    const bool busy = frame_.state.requests.busy.contains(request_.id);
    const bool decides = request_.may_decide && !is_mine(frame_, request_);
    const auto button = [&](const char* word, Key label, kit::ButtonStyle style) {
      const kit::ButtonSpec spec{.label = frame_.text(label), .style = style, .disabled = busy};
      const float width = kit::button_width(ui_, spec);
      const kit::Box at = narrow ? box.take_start(width) : box.take_end(width);
      narrow ? box.skip_start(theme::space::k2) : box.skip_end(theme::space::k2);
      return kit::button(ui_, kit::id("request", std::string_view(word), request_.id), at, spec);
    };
    if (!decides) {
      if (is_mine(frame_, request_) && button("withdraw", Key::Withdraw, kit::ButtonStyle::Outlined))
        frame_.push(intents::WithdrawRequest{request_.id});
      return;
    }
    const bool deny = button("deny", Key::Deny, kit::ButtonStyle::Outlined);
    const bool approve = button("approve", Key::Approve, kit::ButtonStyle::Outlined);
    if (!deny && !approve) return;
    frame_.view.requests.deciding = request_.id;
    frame_.view.requests.approving = approve;
    frame_.view.requests.answer.clear();
  }

  void open() {
    store::Route route;
    route.open = request_.message.id;
    frame_.push(intents::Navigate{route});
  }

  Frame& frame_;
  kit::Ui& ui_;
  const api::ReleaseRequest& request_;
};

void header_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  box = box.inset(frame.form == ScreenForm::One ? theme::space::k4 : theme::space::k6, 0);
  const std::array<kit::Tab, 2> tabs{{{.id = kit::id("requests-open"), .label = frame.text(Key::RequestOpen)},
                                      {.id = kit::id("requests-all"), .label = frame.text(Key::RequestsAll)}}};
  const float width = kit::heading(ui, kit::id("requests-title"), box, frame.text(Key::Requests), 1, {.type = theme::Type::Heading});
  box.skip_start(width + theme::space::k6);
  const auto chosen =
      kit::tabs(ui, kit::id("requests-tabs"), box, tabs, frame.state.route.query.empty() ? 1 : 0, frame.text(Key::Requests));
  if (!chosen) return;
  store::Route route = frame.state.route;
  route.query = *chosen == 0 ? std::string(api::to_wire(api::RequestState::Open)) : std::string();
  frame.push(intents::Navigate{route});
}

void rows_view(Frame& frame, const kit::Box& box, const api::ReleaseRequestPage& page) {
  RequestsViewState& view = frame.view.requests;
  const auto count = static_cast<std::int64_t>(page.items.size());
  if (count == 0) {
    kit::empty_state(
        frame.ui, kit::id("requests-none"), box,
        {.icon = theme::Icon::Ok, .positive = true, .title = frame.text(Key::NoRequests), .text = frame.text(Key::NoRequestsText)});
    return;
  }
  kit::ListSpec spec{.name = frame.text(Key::Requests),
                     .total = count,
                     .row_height = box.w < kNarrow ? kNarrowRowHeight : kRowHeight,
                     .header_height = 0,
                     .cursor = view.cursor};
  list_keys(frame, spec);
  const kit::ListEvents events = kit::virtual_list(
      frame.ui, kit::id("requests-list"), box, spec, view.list,
      [&](const kit::ListRow& row) { Row(frame, page.items[static_cast<std::size_t>(row.rank)]).draw(row); }, [](std::size_t, kit::Box) {});
  if (events.cursor_to) view.cursor = std::clamp<std::int64_t>(*events.cursor_to, 0, count - 1);
}

}  // namespace

void release_requests_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  frame.outputs.title = titled(frame, frame.text(Key::Requests));
  kit::fill(ui, box, frame.palette().surface.base);
  const kit::GroupScope group(ui, kit::id("requests"), a11y::Role::Main, frame.text(Key::Requests), box);
  header_view(frame, box.take_top(header_height(frame)));
  if (const float height = offline_height(frame, box.w); height > 0) offline_view(frame, box.take_top(height));
  const kit::RemoteClick click =
      kit::remote_view(ui, kit::id("requests-page"), box, frame.state.requests.page,
                       {.loading_name = frame.text(Key::Requests),
                        .failure = {.title = frame.text(Key::FailedRequests), .retry = frame.text(Key::TryAgain)}},
                       [&](const api::ReleaseRequestPage& page, const kit::Box& at) { rows_view(frame, at, page); });
  if (click == kit::RemoteClick::Retry) frame.push(intents::ReloadRequests{});
}

void decision_view(Frame& frame) {
  RequestsViewState& view = frame.view.requests;
  const api::ReleaseRequest* request = view.deciding ? find(frame, *view.deciding) : nullptr;
  if (request == nullptr) {
    view.deciding.reset();
    return;
  }
  kit::Ui& ui = frame.ui;
  const bool approve = view.approving;
  const float width = std::min(theme::size::dialog::kSm + 40, ui.safe_screen().w - 2 * theme::space::k4);
  const std::string text = frame.words().format(
      approve ? Key::ApproveText : Key::DenyText,
      {{"recipient", request->message.recipient}, {"kind", frame.text(strings::class_key(request->message.message_class))}});
  const float text_height = kit::text_height(ui, text, theme::Type::Body, width - 2 * theme::space::k6, 6);
  bool yes = false;
  bool done = false;
  const kit::DialogResult result = kit::dialog(
      ui, kit::id("decision"),
      {.title = frame.text(approve ? Key::ApproveTitle : Key::DenyTitle),
       .width = width,
       .height = 64 + text_height + (approve ? 0.0F : 80.0F) + ui.control_height() + theme::space::k8,
       .alert = approve,
       .close_name = frame.text(Key::Close)},
      [&](kit::Box box) {
        kit::Box foot = box.take_bottom(ui.control_height());
        kit::label(ui, kit::id("decision-text"), box.take_top(text_height), text,
                   {.color = frame.palette().text.secondary, .max_lines = 6});
        if (!approve) {
          box.skip_top(theme::space::k2);
          kit::text(ui, box.take_top(22), frame.text(Key::Answer), {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
          const kit::FieldEvents events =
              kit::text_field(ui, kit::id("decision-answer"), box.take_top(36), {.name = frame.text(Key::Answer), .value = view.answer});
          if (events.changed) view.answer = *events.changed;
          yes = events.submitted;
          done = events.cancelled;
        }
        const kit::ButtonSpec cancel{.label = frame.text(Key::Cancel),
                                     .style = approve ? kit::ButtonStyle::Filled : kit::ButtonStyle::Outlined};
        const kit::ButtonSpec go{.label = frame.text(approve ? Key::Approve : Key::Deny),
                                 .style = approve ? kit::ButtonStyle::Outlined : kit::ButtonStyle::Filled};
        const kit::Box cancel_box = foot.take_end(kit::button_width(ui, cancel));
        foot.skip_end(theme::space::k2);
        const kit::Box go_box = foot.take_end(kit::button_width(ui, go));
        done = kit::button(ui, kit::id("decision-cancel"), cancel_box, cancel) || done;
        yes = kit::button(ui, kit::id("decision-go"), go_box, go) || yes;
      });
  if (yes && approve) frame.push(intents::ApproveRequest{request->id});
  if (yes && !approve) frame.push(intents::DenyRequest{request->id, view.answer});
  if (yes || done || result.dismissed) view.deciding.reset();
}

}  // namespace pratique::views
