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

void show_shortcuts(views::ViewState& view) {
  view.shortcuts_open = true;
}
void ask_release(views::ViewState& view) {
  view.question = views::ReleaseQuestion{{{"m01"}}, api::MessageClass::Phish, 1};
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
    {.name = "loading", .state = loading},
    {.name = "nothing-held", .state = nothing_held},
    {.name = "nothing-found", .state = nothing_found},
    {.name = "failed", .state = failed},
    {.name = "offline", .state = offline},
    {.name = "session-expired", .state = expired},
    {.name = "shortcuts", .state = newsletter, .prepare = show_shortcuts},
    {.name = "release-question", .state = message, .prepare = ask_release},
    {.name = "german", .state = german},
    {.name = "long-words", .state = long_words, .golden = true},
    {.name = "long-words-phone", .width = 390, .height = 844, .state = long_words, .coarse_pointer = true},
    {.name = "mirrored", .state = mirrored, .golden = true},
    {.name = "mirrored-why", .state = mirrored_why},
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
