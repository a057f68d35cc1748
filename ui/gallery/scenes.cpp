#include "ui/gallery/scenes.hpp"

#include <algorithm>
#include <chrono>

#include "ui/gallery/samples.hpp"

namespace pratique::gallery {
namespace {

using store::AppState;

constexpr std::int64_t kTotal = 1'284;

AppState signed_in() {
  AppState state;
  state.session.state = store::SessionState::SignedIn;
  state.session.me = sample_reader();
  state.look.theme = store::Theme::Light;
  state.look.reduced_motion = true;  // pictures do not move
  return state;
}

AppState with_list() {
  AppState state = signed_in();
  state.list.asked = true;
  state.list.loaded_at = now();
  store::ListPage page;
  page.rows = sample_rows();
  state.list.total = static_cast<std::int64_t>(page.rows.size());
  state.list.pages[0] = std::move(page);
  state.nav_counts.succeed({.held = kTotal, .worth_a_look = 3, .newsletters = 231, .dangerous = 96});
  state.histogram.succeed(sample_histogram(*state.list.total));
  state.searches.list.succeed(
      {{{{"s1"}, {"Invoices to office", "invoice to:office"}}, {{"s2"}, {"From example.org", "from:example.org"}}}});
  state.searches.counts = {{{"s1"}, 7}, {{"s2"}, 2}};
  return state;
}

// As a reader of a large quarantine sees it: the first page is there, the rest not yet.
AppState with_long_list() {
  AppState state = with_list();
  std::vector<api::MessageSummary>& rows = state.list.pages[0].rows;
  const std::vector<api::MessageSummary> pattern = rows;
  for (std::size_t i = rows.size(); i < static_cast<std::size_t>(store::kPageRows); ++i) {
    api::MessageSummary row = pattern[i % pattern.size()];
    row.id.value += "-" + std::to_string(i);
    row.received_at = pattern.back().received_at - std::chrono::minutes(18 * i);
    row.worth_a_look = false;
    rows.push_back(std::move(row));
  }
  state.list.total = kTotal;
  state.histogram.succeed(sample_histogram(kTotal));
  return state;
}

void open(AppState& state, const api::MessageDetail& detail) {
  state.route.open = detail.summary.id;
  state.open.id = detail.summary.id;
  state.list.cursor = detail.summary.id;
  state.list.cursor_rank = state.list.rank_of(detail.summary.id);
  state.open.detail.succeed(detail);
  state.open.text.succeed({.text = sample_text(), .charset = "utf-8"});
  state.open.html.succeed(sample_html());
  state.open.headers.succeed(sample_headers());
  state.open.source.succeed(sample_source());
  state.open.parts.succeed(sample_parts());
}

AppState newsletter() {
  AppState state = with_long_list();
  open(state, sample_newsletter_detail());
  return state;
}

AppState phishing(store::MessageTab tab) {
  AppState state = with_long_list();
  open(state, sample_phishing_detail());
  state.route.tab = tab;
  state.open.form = store::BodyForm::Text;
  return state;
}

AppState dark() {
  AppState state = phishing(store::MessageTab::Message);
  state.look.theme = store::Theme::Dark;
  return state;
}

AppState contrast() {
  AppState state = phishing(store::MessageTab::Why);
  state.look.theme = store::Theme::Contrast;
  return state;
}

AppState why_held() {
  return phishing(store::MessageTab::Why);
}
AppState why_held_files() {
  AppState state = why_held();
  add_sample_findings(*state.open.detail.mutable_value());
  return state;
}
AppState headers() {
  return phishing(store::MessageTab::Headers);
}
AppState source() {
  return phishing(store::MessageTab::Source);
}
AppState parts() {
  return phishing(store::MessageTab::Parts);
}
AppState message() {
  return phishing(store::MessageTab::Message);
}

AppState selection() {
  AppState state = with_long_list();
  state.route.query = "kind:newsletter after:2026-11-01";
  for (const api::MessageSummary& row : sample_rows()) {
    if (row.message_class == api::MessageClass::Bulk || row.message_class == api::MessageClass::Unsure)
      state.list.selection.ids.insert(row.id);
  }
  store::Toast toast;
  toast.count = 12;
  toast.job = api::Job{.id = {"j1"}, .total = 12};
  toast.leaves_at = now() + std::chrono::seconds(7);
  state.toast = toast;
  return state;
}

api::Job job_of(const char* id, api::Action action, api::JobState state, std::int64_t total, std::int64_t done) {
  api::Job job;
  job.id.value = id;
  job.action = action;
  job.state = state;
  job.total = total;
  job.done = done;
  job.created_at = now() - std::chrono::minutes(5);
  if (action != api::Action::Release) job.undo_until = now() + std::chrono::hours(24 * 30);
  return job;
}

AppState all_matching() {
  constexpr std::int64_t kMatching = 48'213;
  AppState state = selection();
  state.list.selection = {};
  store::AllMatching all{.query = "class:bulk status:quarantined", .total = kMatching};
  for (const api::MessageSummary& row : sample_rows()) {
    if (all.except.size() < 3) all.except.insert(row.id);
  }
  state.list.selection.all = std::move(all);
  state.list.total = kMatching;
  api::SelectionSummary summary;
  summary.total = summary.releasable = kMatching - 3;
  summary.by_class = {{api::MessageClass::Bulk, 46'210}, {api::MessageClass::Unsure, 2'000}};
  summary.senders = {{{"Weekly Gardener", "news@weekly-gardener.example"}, 6'120},
                     {{"Harbour Museum", "friends@museum.example.org"}, 4'418},
                     {{"Outdoor Outlet", "sale@outdoor-outlet.example"}, 3'977},
                     {{"Recipe Letter", "letter@recipe-letter.example"}, 2'054}};
  summary.senders_total = 1'210;
  summary.over_limit = {16'904, 29'882, 1'000, 424};
  summary.size_bytes = 3'100'000'000;
  state.selected.succeed(summary);
  api::Job job = job_of("j2", api::Action::Remove, api::JobState::Running, 2'140, 1'462);
  job.failed = 3;
  state.history.jobs = {job};
  return state;
}

AppState history() {
  AppState state = with_long_list();
  api::Job stopped = job_of("j4", api::Action::Remove, api::JobState::Cancelled, 9'000, 1'200);
  stopped.query = "kind:newsletter";
  api::Job partly = job_of("j3", api::Action::Release, api::JobState::Done, 12, 9);
  partly.failed = 3;
  state.history.jobs = {job_of("j6", api::Action::Remove, api::JobState::Undoing, 48'210, 48'210),
                        job_of("j5", api::Action::Remove, api::JobState::Done, 1, 1), stopped, partly,
                        job_of("j2", api::Action::MarkSeen, api::JobState::Undone, 4, 4)};
  state.history.total = 61;
  state.history.asked = 50;
  return state;
}

AppState failed_items() {
  AppState state = history();
  state.history.failed_of = api::JobId{"j3"};
  state.history.failed_items.succeed(
      {{{{"m01"}, api::ItemState::Failed, "550 5.1.1 No such user", std::nullopt}, {{"m99"}, api::ItemState::Failed, "", std::nullopt}},
       0,
       3});
  return state;
}

AppState loading() {
  AppState state = signed_in();
  state.list.asked = true;
  return state;
}

AppState nothing_held() {
  AppState state = signed_in();
  state.list.asked = true;
  state.list.total = 0;
  return state;
}

AppState nothing_found() {
  AppState state = nothing_held();
  state.route.query = "kind:newsletter from:anna invoice";
  return state;
}

AppState failed() {
  AppState state = signed_in();
  state.list.asked = true;
  state.list.error = base::Error{.code = base::ErrorCode::Timeout, .message = "no answer", .request_id = "7F3A-91C2"};
  return state;
}

AppState offline() {
  AppState state = with_long_list();
  state.online = false;
  state.live = false;
  state.session.actions_waiting = 2;
  return state;
}

AppState expired() {
  AppState state = newsletter();
  state.session.state = store::SessionState::Expired;
  state.session.actions_waiting = 3;
  return state;
}

AppState compact() {
  AppState state = newsletter();
  state.look.density = store::Density::Compact;
  state.list.arrived = 12;
  return state;
}

template <AppState (*state)()>
AppState embedded() {
  AppState made = state();
  made.look.embedded = true;
  return made;
}

AppState one_line() {
  AppState state = newsletter();
  state.look.density = store::Density::Line;
  return state;
}

AppState german() {
  AppState state = why_held();
  state.look.language = "de";
  return state;
}

AppState german_files() {
  AppState state = why_held_files();
  state.look.language = "de";
  return state;
}

AppState long_words() {
  AppState state = message();
  state.look.language = "en-XA";
  return state;
}

AppState mirrored() {
  AppState state = message();
  state.look.language = "ar-XB";
  return state;
}

AppState mirrored_why() {
  AppState state = why_held();
  state.look.language = "ar-XB";
  return state;
}

AppState phone_toast() {
  AppState state = with_long_list();
  store::Toast toast;
  toast.count = 1;
  toast.job = api::Job{.id = {"j1"}, .total = 1};
  toast.leaves_at = now() + std::chrono::seconds(6);
  state.toast = toast;
  return state;
}

AppState lists() {
  AppState state = with_list();
  state.route = {};
  state.route.place = store::Place::Lists;
  state.lists.rows.succeed({sample_entries(), static_cast<std::int64_t>(sample_entries().size())});
  state.lists.totals = {9, 1'034};
  return state;
}

AppState list_form() {
  AppState state = lists();
  state.lists.form = sample_form();
  return state;
}

AppState lists_dark() {
  AppState state = list_form();
  state.look.theme = store::Theme::Dark;
  return state;
}

AppState lists_empty() {
  AppState state = lists();
  state.route.list = state.lists.kind = api::ListKind::Block;
  state.lists.rows.succeed({});
  return state;
}

AppState lists_failed() {
  AppState state = lists();
  state.lists.rows.clear();
  state.lists.rows.fail(base::Error{.code = base::ErrorCode::Timeout, .message = "no answer", .request_id = "7F3A-91C2"});
  return state;
}

AppState allow_form() {
  AppState state = newsletter();
  state.lists.form = sample_form();
  return state;
}

AppState requests() {
  AppState state = with_list();
  state.route = {};
  state.route.place = store::Place::Requests;
  state.session.me->lists_for_domain = true;
  state.requests.open = 3;
  state.requests.page.succeed({sample_requests(), 0, 4});
  return state;
}

AppState reports() {
  AppState state = with_list();
  state.route = {};
  state.route.place = store::Place::Report;
  state.reports = sample_reports();
  return state;
}

AppState reports_but(void (*change)(AppState& state)) {
  AppState state = reports();
  change(state);
  return state;
}
void to_send(AppState& state) {
  state.reports.files = sample_report_files();
  state.reports.just.clear();
  state.reports.left_out = 3;
}
void nothing_reported(AppState& state) {
  state.reports = {};
  state.reports.page.succeed({});
}
AppState reports_dark() {
  return reports_but([](AppState& state) { state.look.theme = store::Theme::Dark; });
}
AppState reports_contrast() {
  return reports_but([](AppState& state) { state.look.theme = store::Theme::Contrast; });
}
AppState reports_to_send() {
  return reports_but(to_send);
}
AppState reports_dragged() {
  return reports_but([](AppState& state) { state.reports.dragged = 3; });
}
AppState reports_empty() {
  return reports_but(nothing_reported);
}
AppState own_reports() {
  return reports_but([](AppState& state) { state.route.own_reports = true; });
}
AppState reports_german() {
  return reports_but([](AppState& state) { to_send(state), state.look.language = "de"; });
}
AppState reports_mirrored() {
  return reports_but([](AppState& state) { state.look.language = "ar-XB"; });
}

AppState settings() {
  AppState state = with_list();
  state.route = {};
  state.route.place = store::Place::Settings;
  state.session.me->settings.keys = {{"release", "Shift+E"}};
  return state;
}

AppState ask_to_release() {
  AppState state = message();
  api::MessageDetail detail = sample_phishing_detail();
  detail.release_right = api::ReleaseRight::Request;
  state.open.detail.succeed(std::move(detail));
  return state;
}

AppState nobody_releases() {
  AppState state = ask_to_release();
  state.open.detail.mutable_value()->release_right = api::ReleaseRight::Nobody;
  return state;
}

AppState log() {
  AppState state = with_list();
  state.route = {};
  state.route.place = store::Place::Log;
  state.list = {};
  state.list.asked = true;
  state.list.loaded_at = now();
  state.list.found_in_ms = 38;
  state.list.pages[0].rows = sample_log_rows();
  state.list.total = 2'891;
  state.histogram.succeed(sample_log_histogram(2'891));
  state.session.me->retention_days = 30;
  return state;
}

AppState log_open() {
  AppState state = log();
  state.route.query = "from:parcel-service after:2026-10-25";
  const api::MessageDetail detail = sample_rejected_detail();
  state.route.open = state.open.id = state.list.cursor = detail.summary.id;
  state.list.cursor_rank = 2;
  state.open.detail.succeed(detail);
  return state;
}

AppState log_dark() {
  AppState state = log_open();
  state.look.theme = store::Theme::Dark;
  return state;
}

AppState log_arrived() {
  AppState state = log();
  state.list.arrived = 12;
  state.exported = {.step = store::Export::Step::Running,
                    .file_name = "pratique-log-2026-11-23.csv",
                    .rows = 1'240,
                    .bytes = 512'000,
                    .matching = 2'891,
                    .error = {}};
  return state;
}

AppState log_german() {
  AppState state = log_open();
  state.look.language = "de";
  return state;
}

AppState health() {
  AppState state = with_list();
  state.route = {};
  state.route.place = store::Place::Health;
  state.session.me->role = api::Role::Admin;
  state.health.succeed(sample_health());
  return state;
}

void show_palette(views::ViewState& view) {
  view.palette.open = true;
  view.palette.words = "rel";
}
void show_paste(views::ViewState& view) {
  view.report.paste.emplace();
}
void show_ask(views::ViewState& view) {
  view.ask = views::AskForm{{{"m01"}}, "I wait for this parcel"};
}
void show_shortcuts(views::ViewState& view) {
  view.shortcuts_open = true;
}
void show_history(views::ViewState& view) {
  view.history_open = true;
}
void ask_all(views::ViewState& view) {
  view.question = views::ReleaseQuestion{.all = true};
}
void ask_release(views::ViewState& view) {
  view.question = views::ReleaseQuestion{.ids = {{"m01"}}, .message_class = api::MessageClass::Phish, .risky = 1};
}

constexpr Scene kScenes[] = {
    {.name = "quarantine-light", .state = newsletter, .golden = true},
    {.name = "quarantine-dark", .state = dark, .golden = true},
    {.name = "quarantine-contrast", .state = contrast},
    {.name = "quarantine-empty-preview", .state = with_long_list},
    {.name = "quarantine-short", .state = with_list},
    {.name = "quarantine-compact", .state = compact},
    {.name = "quarantine-line", .state = one_line},
    {.name = "quarantine-tablet", .width = 820, .height = 1180, .state = newsletter, .coarse_pointer = true, .golden = true},
    {.name = "quarantine-phone", .width = 390, .height = 844, .state = phone_toast, .coarse_pointer = true, .golden = true},
    {.name = "message-phone", .width = 390, .height = 844, .state = message, .coarse_pointer = true},
    {.name = "why-held-phone", .width = 390, .height = 844, .state = why_held, .coarse_pointer = true},
    {.name = "quarantine-narrow", .width = 320, .height = 568, .state = with_long_list, .coarse_pointer = true},
    {.name = "message-narrow", .width = 320, .height = 568, .state = message, .coarse_pointer = true},
    {.name = "message", .state = message},
    {.name = "why-held", .state = why_held, .golden = true},
    {.name = "why-held-files", .height = 1700, .state = why_held_files},
    {.name = "why-held-files-phone", .width = 390, .height = 2200, .state = why_held_files, .coarse_pointer = true},
    {.name = "why-held-files-german", .height = 1700, .state = german_files},
    {.name = "headers", .state = headers},
    {.name = "source", .state = source},
    {.name = "parts", .state = parts},
    {.name = "selection-undo", .state = selection, .golden = true},
    {.name = "selection-phone", .width = 390, .height = 844, .state = selection, .coarse_pointer = true},
    {.name = "selection-all", .state = all_matching},
    {.name = "selection-all-phone", .width = 390, .height = 844, .state = all_matching, .coarse_pointer = true},
    {.name = "selection-all-question", .state = all_matching, .prepare = ask_all},
    {.name = "history", .state = history, .prepare = show_history},
    {.name = "history-failed", .state = failed_items, .prepare = show_history},
    {.name = "history-phone", .width = 390, .height = 844, .state = history, .prepare = show_history, .coarse_pointer = true},
    {.name = "loading", .state = loading},
    {.name = "nothing-held", .state = nothing_held},
    {.name = "nothing-found", .state = nothing_found},
    {.name = "failed", .state = failed},
    {.name = "offline", .state = offline},
    {.name = "session-expired", .state = expired},
    {.name = "shortcuts", .state = newsletter, .prepare = show_shortcuts},
    {.name = "release-question", .state = message, .prepare = ask_release},
    {.name = "lists", .state = lists},
    {.name = "lists-form", .state = list_form, .golden = true},
    {.name = "lists-form-dark", .state = lists_dark},
    {.name = "lists-empty", .state = lists_empty},
    {.name = "lists-failed", .state = lists_failed},
    {.name = "lists-tablet", .width = 820, .height = 1180, .state = lists, .coarse_pointer = true},
    {.name = "lists-phone", .width = 390, .height = 844, .state = lists, .coarse_pointer = true},
    {.name = "lists-form-phone", .width = 390, .height = 844, .state = list_form, .coarse_pointer = true},
    {.name = "allow-form", .state = allow_form},
    {.name = "requests", .state = requests},
    {.name = "requests-phone", .width = 390, .height = 844, .state = requests, .coarse_pointer = true},
    {.name = "reports", .state = reports, .golden = true},
    {.name = "reports-dark", .state = reports_dark},
    {.name = "reports-contrast", .state = reports_contrast},
    {.name = "reports-to-send", .height = 1200, .state = reports_to_send},
    {.name = "reports-dragged", .state = reports_dragged},
    {.name = "reports-empty", .state = reports_empty},
    {.name = "reports-paste", .state = reports_empty, .prepare = show_paste},
    {.name = "reports-own", .state = own_reports},
    {.name = "reports-tablet", .width = 820, .height = 1180, .state = reports, .coarse_pointer = true},
    {.name = "reports-phone-dark", .width = 390, .height = 844, .state = reports_dark, .coarse_pointer = true, .golden = true},
    {.name = "reports-phone-long", .width = 390, .height = 2600, .state = reports_to_send, .coarse_pointer = true},
    {.name = "reports-narrow", .width = 320, .height = 1600, .state = reports, .coarse_pointer = true},
    {.name = "reports-german", .height = 1200, .state = reports_german},
    {.name = "reports-mirrored", .state = reports_mirrored},
    {.name = "log", .state = log, .golden = true},
    {.name = "log-open", .state = log_open, .golden = true},
    {.name = "log-dark", .state = log_dark},
    {.name = "log-arrived", .state = log_arrived},
    {.name = "log-german", .state = log_german},
    {.name = "log-tablet", .width = 820, .height = 1180, .state = log_open, .coarse_pointer = true},
    {.name = "log-phone", .width = 390, .height = 844, .state = log, .coarse_pointer = true},
    {.name = "log-open-phone", .width = 390, .height = 844, .state = log_open, .coarse_pointer = true},
    {.name = "health", .state = health},
    {.name = "health-phone", .width = 390, .height = 844, .state = health, .coarse_pointer = true},
    {.name = "settings", .state = settings},
    {.name = "settings-phone", .width = 390, .height = 844, .state = settings, .coarse_pointer = true},
    {.name = "palette", .state = newsletter, .prepare = show_palette, .golden = true},
    {.name = "palette-phone", .width = 390, .height = 844, .state = newsletter, .prepare = show_palette, .coarse_pointer = true},
    {.name = "ask-to-release", .state = ask_to_release, .prepare = show_ask},
    {.name = "nobody-releases", .state = nobody_releases},
    {.name = "german", .state = german},
    {.name = "long-words", .state = long_words, .golden = true},
    {.name = "long-words-phone", .width = 390, .height = 844, .state = long_words, .coarse_pointer = true},
    {.name = "mirrored", .state = mirrored, .golden = true},
    {.name = "mirrored-why", .state = mirrored_why},
    {.name = "embedded", .width = 980, .height = 640, .state = embedded<newsletter>, .golden = true},
    {.name = "embedded-log", .width = 980, .height = 640, .state = embedded<log>},
    {.name = "embedded-narrow", .width = 760, .height = 480, .state = embedded<newsletter>},
    {.name = "embedded-phone", .width = 390, .height = 700, .state = embedded<with_long_list>, .coarse_pointer = true},
    {.name = "embedded-message-phone", .width = 390, .height = 700, .state = embedded<message>, .coarse_pointer = true},
};

}  // namespace

std::span<const Scene> scenes() {
  return kScenes;
}

const Scene* find_scene(std::string_view name) {
  const auto found = std::ranges::find(kScenes, name, &Scene::name);
  return found == std::end(kScenes) ? nullptr : found;
}

}  // namespace pratique::gallery
