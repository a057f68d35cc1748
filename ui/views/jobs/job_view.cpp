#include "ui/views/jobs/job_view.hpp"

#include <algorithm>

#include "ui/views/jobs/job_words.hpp"

namespace pratique::views {
namespace {

constexpr std::int64_t kWorthShowing = 100;  // messages; a smaller job is over before it is read
constexpr std::size_t kCardsShown = 3;
constexpr float kCardHeight = 76;

bool is_shown(const api::Job& job) {
  return store::is_at_work(job) && job.total >= kWorthShowing;
}

float fraction_of(const api::Job& job) {
  const std::int64_t dealt = job.state == api::JobState::Undoing ? job.undone : job.done + job.failed + job.skipped;
  return static_cast<float>(dealt) / static_cast<float>(std::max<std::int64_t>(job.total, 1));
}

// What a job does, its buttons from the end edge, and its progress as one node.
void job_line_view(Frame& frame, kit::Box line, const api::Job& job, kit::Id id) {
  kit::Ui& ui = frame.ui;
  const std::string title = job_title(frame.words(), job);
  const std::string result = job_result(frame.words(), job);
  const std::string stop_name = frame.words().format(Key::StopJob, {{"what", title}});
  if (job.state == api::JobState::Running) {
    const kit::ButtonSpec stop{.label = frame.text(Key::Stop), .name = stop_name, .style = kit::ButtonStyle::Ghost};
    if (kit::button(ui, kit::child(id, "stop"), line.take_end(kit::button_width(ui, stop)).middle(28), stop))
      frame.push(intents::StopJob{job.id});
  }
  if (job.failed > 0) {
    const std::string label = frame.words().count(Key::ShowFailed, job.failed);
    const kit::ButtonSpec show{.label = label, .style = kit::ButtonStyle::Link};
    if (kit::button(ui, kit::child(id, "failed"), line.take_end(kit::button_width(ui, show)).middle(28), show)) show_failed(frame, job.id);
  }
  kit::icon(ui, line.take_start(16), job_icon(job), frame.palette().text.secondary);
  line.skip_start(10);
  const float width = kit::text(ui, line, title, {.type = theme::Type::Small, .weight = kit::Weight::SemiBold});
  line.skip_start(width + 10);
  kit::text(ui, line, result,
            {.type = theme::Type::Small, .color = frame.palette().text.muted, .cut_tooltip = true, .id = kit::child(id, "result")});
  ui.record({.id = id, .role = a11y::Role::Status, .name = title, .description = result, .rect = line.rect()});
}

}  // namespace

float job_strip_height(const Frame& frame) {
  return std::ranges::any_of(frame.state.history.jobs, is_shown) ? kJobStripHeight : 0;
}

void job_strip_view(Frame& frame, kit::Box box) {
  const auto job = std::ranges::find_if(frame.state.history.jobs, is_shown);
  if (job == frame.state.history.jobs.end()) return;
  kit::Ui& ui = frame.ui;
  kit::fill(ui, box, frame.palette().surface.sunken);
  kit::line(ui, box, kit::Edge::Top, frame.palette().line.divider);
  kit::progress_line(ui, kit::id("job-strip-bar", job->id), box, {.name = job_title(frame.words(), *job), .fraction = fraction_of(*job)});
  box = box.inset(theme::space::k4, 0);
  const kit::Box more = box.take_end(28).middle(28);
  if (kit::icon_button(ui, kit::id("job-strip-history"), more, theme::Icon::History, frame.text(Key::History))) open_history(frame);
  box.skip_end(4);
  job_line_view(frame, box, *job, kit::id("job-strip", job->id));
}

void job_cards_view(Frame& frame, kit::Box& column) {
  std::size_t shown = 0;
  for (const api::Job& job : frame.state.history.jobs) {
    const bool failed_lately = job.failed > 0 && shown == 0 && &job == &frame.state.history.jobs.front();
    if ((!is_shown(job) && !failed_lately) || shown >= kCardsShown) continue;
    ++shown;
    kit::Box card = column.take_top(kCardHeight);
    column.skip_top(theme::space::k5);
    kit::outline(frame.ui, card, frame.palette().line.divider, theme::radius::kLg);
    card = card.inset(20, 12);
    job_line_view(frame, card.take_top(32), job, kit::id("job-card", job.id));
    kit::plain_bar(frame.ui, card.middle(6), fraction_of(job), frame.palette().accent.fill);
  }
}

}  // namespace pratique::views
