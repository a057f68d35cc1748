#include "client/flows/app_flow.hpp"

#include "client/flows/action_flow.hpp"
#include "client/flows/count_flow.hpp"
#include "client/flows/export_flow.hpp"
#include "client/flows/health_flow.hpp"
#include "client/flows/job_flow.hpp"
#include "client/flows/lists_flow.hpp"
#include "client/flows/live_flow.hpp"
#include "client/flows/look_flow.hpp"
#include "client/flows/message_flow.hpp"
#include "client/flows/navigation_flow.hpp"
#include "client/flows/open_message_flow.hpp"
#include "client/flows/release_request_flow.hpp"
#include "client/flows/report_flow.hpp"
#include "client/flows/saved_search_flow.hpp"
#include "client/flows/selection_flow.hpp"
#include "client/flows/session_flow.hpp"

namespace pratique::flows {

using History = NavigationFlow::History;

struct AppFlow::Impl final : requests::ApiClient::Observer, SessionFlow::Listener, Signals, ReportFlow::Owner {
  Impl(Ports given, base::UniqueFunction<void()> on_change)
      : changed(std::move(on_change)),
        api(given.transport, given.timers, given.clock, *this),
        context{given, state, api, *this, changed},
        messages(context),
        selection(context),
        counts(context),
        open(context, [this](api::MessageId id) { actions.mark_seen({std::move(id)}, true, ActionFlow::Why::Read); }),
        jobs(context),
        actions(context, messages, jobs),
        searches(context),
        lists(context, [this](api::Action action, std::vector<api::MessageId> ids) { act(action, std::move(ids)); }),
        asked(context, [this] { open.reload_detail(); }),
        reports(context, *this),
        exports(context),
        health(context),
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
    reports.go_on();
  }
  void me_known() override {
    look.take(state.session.me->settings);
    asked.count_open();
    if (store::groups_waves(state)) messages.show_route();  // what was asked for before knew nothing of it
  }
  void signed_out() override { forget_mail(); }

  // Signals
  void notify(store::Toast toast) override {
    if (toast.notice != store::Notice::Reported) newest = toast.undoable ? Newest::ListChange : Newest::Action;
    actions.show_notice(std::move(toast));
  }
  void route_changed() override {
    lists.show_route();
    asked.show_route();
    reports.show_route();
    health.show_route();
  }
  // ReportFlow::Owner
  void entries_changed() override { lists.forget_rows(); }
  void reported() override { newest = Newest::Reports; }

  void rows_loaded() override {
    navigation.rows_loaded();
    select_awaited_wave();
  }
  void mail_changed() override {
    counts.load_soon([this] {
      counts.load(messages.shown());
      selection.count_again();
    });
  }
  void taught() override { open.reload_detail(); }
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
    jobs.load();
    searches.load();
  }

  void forget_mail() {
    live.forget();
    messages.forget();
    counts.stop();
    open.stop();
    actions.forget();
    lists.forget();
    asked.forget();
    reports.forget();
    searches.forget();
    exports.forget();
    health.forget();
    selection.clear();
    awaited_wave.reset();
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
    reports.go_on();
    changed();
  }

  void take(const api::Event& event) {
    switch (event.kind) {
      case api::EventKind::MessageArrived:
        messages.arrived(*event.message);
        // What was not held changes no number of the quarantine.
        if (event.message->status == api::Status::Quarantined || state.route.place == store::Place::Log) mail_changed();
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

  void select_all_matching() {
    if (messages.shows_route()) selection.select_all_matching(messages.shown()->matching);
  }

  void select_awaited_wave() {
    if (!awaited_wave) return;
    if (state.route.query != *awaited_wave) return awaited_wave.reset();  // the reader went elsewhere
    if (!messages.shows_route()) return;
    awaited_wave.reset();
    select_all_matching();
  }

  // Nothing named means what is selected, else what is open, else where the cursor is.
  void act(api::Action action, std::vector<api::MessageId> ids) {
    newest = Newest::Action;
    if (ids.empty() && state.list.selection.all) return actions.act_on_all(action);
    actions.act(action, or_target(std::move(ids)));
  }

  std::vector<api::MessageId> or_target(std::vector<api::MessageId> ids) { return ids.empty() ? selection.target() : std::move(ids); }

  void undo_newest() {
    const Newest was = std::exchange(newest, Newest::Action);
    if (was == Newest::ListChange && lists.undo_newest()) return;
    if (was == Newest::Reports && reports.undo_newest()) return;
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
  void on(intents::Search& i) {
    searches.remember(i.query);
    navigation.search(std::move(i.query));
  }
  void on(intents::SortBy& i) { navigation.sort_by(i.sort); }
  void on(intents::RefreshList&) {
    messages.refresh();
    counts.load(messages.shown());
    searches.count();
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
  void on(intents::SelectAllMatching&) { select_all_matching(); }
  void on(intents::SelectWave& i) {
    awaited_wave = "wave:" + i.wave;
    navigation.search(*awaited_wave);
    if (messages.shows_route()) select_awaited_wave();
  }
  void on(intents::LeaveOutSender& i) { selection.leave_out(std::move(i.sender), i.left_out); }
  // Acting
  void on(intents::ReleaseMessages& i) { act(api::Action::Release, std::move(i.ids)); }
  void on(intents::RemoveMessages& i) { act(api::Action::Remove, std::move(i.ids)); }
  void on(intents::MarkSeen& i) {
    newest = Newest::Action;
    if (i.ids.empty() && state.list.selection.all) return actions.act_on_all(i.seen ? api::Action::MarkSeen : api::Action::MarkUnseen);
    actions.mark_seen(or_target(std::move(i.ids)), i.seen, ActionFlow::Why::Asked);
  }
  void on(intents::UndoNewest&) { undo_newest(); }
  void on(intents::UndoJob& i) { actions.undo(i.id); }
  void on(intents::StopJob& i) { jobs.stop(i.id); }
  void on(intents::ShowFailed& i) { jobs.show_failed(std::move(i.id)); }
  void on(intents::ShowHistory&) { jobs.load(); }
  void on(intents::ShowOlderHistory&) { jobs.load_older(); }
  // Saved searches
  void on(intents::SaveSearch& i) { searches.save(std::move(i.search)); }
  void on(intents::ChangeSearch& i) { searches.change(std::move(i.search)); }
  void on(intents::DeleteSearch& i) { searches.remove(i.id); }
  void on(intents::MoveSearch& i) { searches.move(i.id, i.place); }
  void on(intents::DismissToast&) { actions.dismiss_toast(); }
  void on(intents::ReleaseAndAllow& i) { act(api::Action::ReleaseAllow, std::move(i.ids)); }
  void on(intents::RemoveAndBlock& i) { act(api::Action::RemoveBlock, std::move(i.ids)); }
  void on(intents::ReleaseAndTrain& i) { act(api::Action::ReleaseTrain, std::move(i.ids)); }
  void on(intents::TrainFilter& i) {
    act(i.as == intents::TrainFilter::As::Spam ? api::Action::TrainSpam : api::Action::TrainNotSpam, std::move(i.ids));
  }
  // The delivery log
  void on(intents::FollowLog& i) {
    state.log_follows = i.follow;
    if (i.follow && state.list.arrived > 0) messages.show_arrived();
    changed();
  }
  void on(intents::SetLogColumns& i) { look.set_log_columns(std::move(i.columns)); }
  void on(intents::StartExport& i) { exports.start(messages.shown(), i.format); }
  void on(intents::StopExport&) { exports.stop(); }
  void on(intents::ReloadHealth&) { health.load(); }
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
  // Reports of spam
  void on(intents::SetReportKind& i) { reports.set_kind(i.kind); }
  void on(intents::ChooseReportFiles&) { reports.choose(); }
  void on(intents::PasteReport& i) { reports.paste(i.source); }
  void on(intents::RemoveReportFiles& i) { reports.remove(i.id); }
  void on(intents::RetryReportFile& i) { reports.retry(i.id); }
  void on(intents::SendReports&) { reports.send(); }
  void on(intents::CancelReports&) { reports.cancel(); }
  void on(intents::UndoReports& i) { reports.undo(i.id); }
  void on(intents::DecideEntry& i) { reports.decide(i.id, i.fate); }
  void on(intents::NeedReports&) { reports.need_more(); }
  void on(intents::ReloadReports&) { reports.reload(); }
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
  void on(intents::ChangeSettings& i) {
    look.change(std::move(i.settings));
    messages.show_route();  // waves may be grouped now, or no longer
  }
  void on(intents::GroupWaves& i) {
    look.set_group_waves(i.grouped);
    messages.show_route();
  }
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
  void on(intents::BrandKnown& i) { look.set_brand(std::move(i.brand)); }
  void on(intents::SystemLookChanged& i) { look.system_changed(i.dark, i.contrast, i.reduced_motion, i.embedded); }

  store::AppState state;
  base::UniqueFunction<void()> changed;
  requests::ApiClient api;
  Context context;
  MessageFlow messages;
  SelectionFlow selection;
  CountFlow counts;
  OpenMessageFlow open;
  JobFlow jobs;
  ActionFlow actions;
  SavedSearchFlow searches;
  ListsFlow lists;
  ReleaseRequestFlow asked;
  ReportFlow reports;
  ExportFlow exports;
  HealthFlow health;
  LiveFlow live;
  LookFlow look;
  SessionFlow session;
  NavigationFlow navigation;
  ports::Pending back_online_timer;
  enum class Newest : std::uint8_t { Action, ListChange, Reports } newest = Newest::Action;  // what Undo takes back
  std::optional<std::string> awaited_wave;  // its query: all of it is selected when its rows are there
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
