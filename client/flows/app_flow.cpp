#include "client/flows/app_flow.hpp"

#include "client/flows/action_flow.hpp"
#include "client/flows/count_flow.hpp"
#include "client/flows/lists_flow.hpp"
#include "client/flows/live_flow.hpp"
#include "client/flows/look_flow.hpp"
#include "client/flows/message_flow.hpp"
#include "client/flows/navigation_flow.hpp"
#include "client/flows/open_message_flow.hpp"
#include "client/flows/release_request_flow.hpp"
#include "client/flows/selection_flow.hpp"
#include "client/flows/session_flow.hpp"

namespace pratique::flows {

using History = NavigationFlow::History;

struct AppFlow::Impl final : requests::ApiClient::Observer, SessionFlow::Listener, Signals {
  Impl(Ports given, base::UniqueFunction<void()> on_change)
      : changed(std::move(on_change)),
        api(given.transport, given.timers, given.clock, *this),
        context{given, state, api, *this, changed},
        messages(context),
        selection(context),
        counts(context),
        open(context, [this](api::MessageId id) { actions.mark_seen({std::move(id)}, true); }),
        actions(context, messages),
        lists(context, [this](api::Action action, std::vector<api::MessageId> ids) { act(action, std::move(ids)); }),
        asked(context, [this] { open.reload_detail(); }),
        live(context, *this, [this](const api::Event& event) { take(event); }),
        look(context),
        session(context, *this),
        navigation(context, messages, open) {}

  // requests::ApiClient::Observer
  void session_refused() override {
    live.stop();
    state.live = false;
    session.refused();
  }
  void network_answered(bool reached) override { set_online(reached); }

  // SessionFlow::Listener
  void signed_in(Person person) override {
    if (person == Person::Another) forget_mail();
    live.connect();
    navigation_again();
    actions.send_waiting();
  }
  void me_known() override {
    look.take(state.session.me->settings);
    asked.count_open();
  }
  void signed_out() override { forget_mail(); }

  // Signals
  void rows_loaded() override { navigation.rows_loaded(); }
  void notify(store::Toast toast) override {
    list_change_is_newest = toast.undoable;
    actions.show_notice(std::move(toast));
  }
  void route_changed() override {
    lists.show_route();
    asked.show_route();
  }
  void mail_changed() override {
    counts.load_soon([this] { counts.load(messages.shown()); });
  }
  void list_replaced() override { counts.load_histogram(messages.shown()); }
  void failed(base::Error error) override { actions.show_error(std::move(error)); }
  void focus_next(const std::vector<api::MessageId>& leaving) override { navigation.focus_next(leaving); }

  void start() {
    state.online = true;
    state.live = false;
    look.start();
    navigation.start();
    session.start();
    navigation_again();
    live.connect();
    changed();
  }

  // Asks for all that the screen shows: at the start, after signing in again, when the network is back.
  void navigation_again() {
    if (state.session.state != store::SessionState::SignedIn) return;
    if (state.list.asked) {
      messages.refresh();
    } else {
      messages.show_route();
    }
    if (state.open.id == state.route.open) {
      open.retry();
    } else {
      open.show_route();
    }
    route_changed();
    asked.count_open();
    counts.load(messages.shown());
  }

  void forget_mail() {
    live.forget();
    messages.forget();
    counts.stop();
    open.stop();
    actions.forget();
    lists.forget();
    asked.forget();
    state.list = {};
    state.open = {};
    state.nav_counts.clear();
    state.histogram.clear();
    state.live = false;
  }

  void set_online(bool online) {
    if (state.online == online) return;
    state.online = online;
    changed();
    // Not from inside the answer that told us: its own flow goes first.
    if (online) back_online_timer = context.ports.timers.after(0, [this] { back_online(); });
  }

  void back_online() {
    const ports::Pending finished = std::move(back_online_timer);
    if (!state.live) live.connect();
    navigation_again();
    actions.send_waiting();
    changed();
  }

  void take(const api::Event& event) {
    switch (event.kind) {
      case api::EventKind::MessageArrived:
        messages.arrived(*event.message);
        mail_changed();
        break;
      case api::EventKind::MessageChanged:
        messages.changed_elsewhere(*event.message);
        open.changed_elsewhere(*event.message);
        break;
      case api::EventKind::JobChanged:
        actions.job_changed(*event.job);
        break;
      case api::EventKind::Resync:
        messages.refresh();
        open.reload_detail();
        mail_changed();
        break;
    }
    changed();
  }

  std::vector<api::MessageId> or_target(std::vector<api::MessageId> ids) { return ids.empty() ? selection.target() : std::move(ids); }

  void act(api::Action action, std::vector<api::MessageId> ids) {
    list_change_is_newest = false;
    actions.act(action, std::move(ids));
  }
  void undo_newest() {
    if (list_change_is_newest && lists.undo_newest()) {
      list_change_is_newest = false;
      return;
    }
    actions.undo_newest();
  }

  // Where to
  void on(intents::Navigate& i) { navigation.go(std::move(i.route), History::Push); }
  void on(intents::GoBack&) { navigation.close_message(); }
  void on(intents::UrlChanged& i) { navigation.url_changed(i.url); }
  void on(intents::OpenMessage& i) { navigation.open_message(i.id, History::Push); }
  void on(intents::CloseMessage&) { navigation.close_message(); }
  void on(intents::ShowTab& i) { navigation.show_tab(i.tab); }
  void on(intents::OpenNeighbour& i) { navigation.open_neighbour(i.step); }
  // The list
  void on(intents::Search& i) { navigation.search(std::move(i.query)); }
  void on(intents::SortBy& i) { navigation.sort_by(i.sort); }
  void on(intents::RefreshList&) {
    messages.refresh();
    counts.load(messages.shown());
  }
  void on(intents::ShowArrived&) { messages.show_arrived(); }
  void on(intents::NeedRows& i) { messages.need_rows(i.first_rank, i.last_rank); }
  void on(intents::RetryPage& i) { messages.retry_page(i.page); }
  void on(intents::MoveCursor& i) { selection.move_cursor(i.rank); }
  // Selection
  void on(intents::ToggleSelected& i) { selection.toggle(i.id); }
  void on(intents::SelectRange& i) { selection.select_range(i.to); }
  void on(intents::SelectAllLoaded&) { selection.select_all_loaded(); }
  void on(intents::ClearSelection&) { selection.clear(); }
  // Acting
  void on(intents::ReleaseMessages& i) { act(api::Action::Release, or_target(std::move(i.ids))); }
  void on(intents::RemoveMessages& i) { act(api::Action::Remove, or_target(std::move(i.ids))); }
  void on(intents::MarkSeen& i) { actions.mark_seen(or_target(std::move(i.ids)), i.seen); }
  void on(intents::UndoNewest&) { undo_newest(); }
  void on(intents::DismissToast&) { actions.dismiss_toast(); }
  void on(intents::ReleaseAndAllow& i) { act(api::Action::ReleaseAllow, or_target(std::move(i.ids))); }
  void on(intents::RemoveAndBlock& i) { act(api::Action::RemoveBlock, or_target(std::move(i.ids))); }
  // Allow and block
  void on(intents::NeedListRows& i) { lists.need_rows(i.last_rank); }
  void on(intents::ReloadLists&) { lists.reload(); }
  void on(intents::OpenListForm& i) {
    store::ListForm form;
    form.kind = i.kind;
    form.id = std::move(i.id);
    form.entry = std::move(i.entry);
    lists.open_form(std::move(form));
  }
  void on(intents::EditListForm& i) { lists.edit_form(std::move(i.entry), i.act_too); }
  void on(intents::SaveListForm&) { lists.save_form(); }
  void on(intents::CloseListForm&) { lists.close_form(); }
  void on(intents::PauseListEntries& i) { lists.pause(i.ids, i.paused); }
  void on(intents::DeleteListEntries& i) { lists.remove(i.ids); }
  void on(intents::ExportList&) { lists.export_rows(); }
  void on(intents::ImportList& i) {
    lists.import_rows(i.replace ? requests::ApiClient::Import::Replace : requests::ApiClient::Import::Add);
  }
  // Releases that were asked for
  void on(intents::AskRelease& i) { asked.ask(or_target(std::move(i.ids)), std::move(i.note)); }
  void on(intents::ApproveRequest& i) { asked.decide(i.id, requests::ApiClient::Decision::Approve, {}); }
  void on(intents::DenyRequest& i) { asked.decide(i.id, requests::ApiClient::Decision::Deny, std::move(i.answer)); }
  void on(intents::WithdrawRequest& i) { asked.withdraw(i.id); }
  void on(intents::ReloadRequests&) { asked.reload(); }
  // The open message
  void on(intents::ShowBodyForm& i) { open.show_form(i.form); }
  void on(intents::ShowImages&) { open.show_images(); }
  void on(intents::RetryOpen&) { open.retry(); }
  void on(intents::DownloadSource&) { open.download_source(); }
  void on(intents::DownloadPart& i) { open.download_part(i.number); }
  void on(intents::CopyText& i) { context.ports.clipboard.write_text(i.text); }
  // Session and look
  void on(intents::SignIn& i) { session.sign_in(std::move(i.login), std::move(i.password)); }
  void on(intents::SignOut&) { session.sign_out(); }
  void on(intents::SetTheme& i) { look.set_theme(i.theme); }
  void on(intents::SetDensity& i) { look.set_density(i.density); }
  void on(intents::SetLanguage& i) { look.set_language(std::move(i.language)); }
  void on(intents::SetColumns& i) { look.set_columns(std::move(i.columns)); }
  void on(intents::ChangeSettings& i) { look.change(std::move(i.settings)); }
  void on(intents::PauseLive& i) {
    state.live_paused = i.paused;
    changed();
  }
  void on(intents::NetworkChanged& i) {
    set_online(i.online);
    if (!i.online) {
      live.stop();
      state.live = false;
    }
  }
  void on(intents::SystemLookChanged& i) { look.system_changed(i.dark, i.contrast, i.reduced_motion); }

  store::AppState state;
  base::UniqueFunction<void()> changed;
  requests::ApiClient api;
  Context context;
  MessageFlow messages;
  SelectionFlow selection;
  CountFlow counts;
  OpenMessageFlow open;
  ActionFlow actions;
  ListsFlow lists;
  ReleaseRequestFlow asked;
  LiveFlow live;
  LookFlow look;
  SessionFlow session;
  NavigationFlow navigation;
  ports::Pending back_online_timer;
  bool list_change_is_newest = false;  // what Undo takes back: it, or the newest action on mail
};

AppFlow::AppFlow(Ports ports, base::UniqueFunction<void()> changed) : impl_(std::make_unique<Impl>(ports, std::move(changed))) {}
AppFlow::~AppFlow() = default;

void AppFlow::start() {
  impl_->start();
}

void AppFlow::handle(intents::Intent intent) {
  std::visit([&](auto& wanted) { impl_->on(wanted); }, intent);
}

const store::AppState& AppFlow::state() const {
  return impl_->state;
}

}  // namespace pratique::flows
