#include "ui/views/report/report_words.hpp"

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/lists/lists_view.hpp"

namespace pratique::views {
namespace {

using DateStyle = ports::Localisation::DateStyle;

void append(std::string& out, std::string_view piece) {
  if (!piece.empty()) out.append(out.empty() ? "" : " ").append(piece);
}

// The filter's word on it then, as far as the log tells.
std::string came_through(const Frame& frame, const api::ReadMessage& read) {
  if (!read.message) return {};
  const api::MessageSummary& row = *read.message;
  const std::string date = frame.words().localisation().date(row.received_at, DateStyle::DayMonth);
  if (row.status == api::Status::Quarantined || row.status == api::Status::Removed)
    return frame.words().format(Key::WasHeld, {{"date", date}});
  if (!row.score || !row.threshold) return frame.words().format(Key::CameThrough, {{"date", date}});
  const std::string score = strings::score(frame.words(), *row.score);
  const std::string limit = strings::score(frame.words(), *row.threshold);
  return frame.words().format(Key::CameThroughScore, {{"date", date}, {"score", score}, {"limit", limit}});
}

std::string entry_sentence(const Frame& frame, const api::Report& report, store::EntryFate fate) {
  const api::ListEntry& entry = *report.read.entry;
  std::string out = frame.words().format(Key::LetInByEntry, {{"sender", shown_pattern(entry.entry)}});
  if (fate != store::EntryFate::Undecided) {
    append(out, frame.text(fate == store::EntryFate::Kept ? Key::EntryKeptSaid : Key::EntryDeletedSaid));
  } else if (report.entry_paused) {
    append(out, frame.text(Key::EntryPausedSaid));
  } else if (!entry.may_change) {
    append(out, frame.words().format(Key::EntryOfOthers, {{"owner", entry.added_by}}));
  }
  return out;
}

}  // namespace

OutcomeLook outcome_look(const Frame& frame, const api::Report& report) {
  const theme::Palette& colors = frame.palette();
  if (report.undone_at) return {theme::Icon::Undo, colors.text.muted, std::string(frame.text(Key::OutcomeUndone))};
  const auto word = strings::report_outcome_key(report.outcome);
  OutcomeLook look{theme::Icon::Info, colors.warning.text, word ? std::string(frame.text(*word)) : report.outcome};
  if (report.outcome == "learned" || report.outcome == "already_known" || report.outcome == "duplicate") {
    look.icon = theme::Icon::Ok;
    look.ink = colors.positive.text;
  } else if (report.outcome == "waiting") {
    look.icon = theme::Icon::Wait;
    look.ink = colors.text.secondary;
  }
  if (report.entry_paused) look.label = frame.words().format(Key::OutcomePaused, {{"what", look.label}});
  return look;
}

std::string outcome_sentence(const Frame& frame, const api::Report& report, store::EntryFate fate) {
  if (report.undone_at) return std::string(frame.text(Key::SaidUndone));
  std::string out;
  const auto sentence = strings::report_said_key(report.outcome);
  const std::string_view said = sentence ? frame.text(*sentence) : std::string_view();
  const bool let_in = report.read.entry && report.kind != api::ReportKind::NotSpam;
  if (report.outcome == "duplicate") return std::string(said);
  if (report.outcome == "not_ours") append(out, frame.text(Key::TraceNotOurs));
  if (report.outcome == "unproven") append(out, frame.text(Key::TraceUnproven));
  if (let_in) {
    append(out, entry_sentence(frame, report, fate));
  } else {
    append(out, came_through(frame, report.read));
  }
  if (!let_in || report.outcome != "learned") append(out, said);
  if (report.read.alike > 0) append(out, frame.words().count(Key::AlikeHeld, report.read.alike));
  return out;
}

std::string trace_sentence(const Frame& frame, const api::ReadMessage& read) {
  switch (read.trace) {
    case api::ReportTrace::NotOurs:
      return std::string(frame.text(Key::TraceNotOurs));
    case api::ReportTrace::Unproven:
      return std::string(frame.text(Key::TraceUnproven));
    case api::ReportTrace::Ours:
      break;
  }
  std::string out = came_through(frame, read);
  if (read.entry) append(out, frame.words().format(Key::LetInByEntry, {{"sender", shown_pattern(read.entry->entry)}}));
  if (read.alike > 0) append(out, frame.words().count(Key::AlikeHeld, read.alike));
  return out;
}

std::string problem_sentence(const Frame& frame, std::string_view problem) {
  const std::string size = strings::size(frame.words(), static_cast<std::int64_t>(api::kReportBytesMax));
  const std::string count = strings::number(frame.words(), static_cast<std::int64_t>(api::kReportMax));
  return frame.words().format(strings::report_problem_key(problem).value_or(Key::ProblemUnknownType), {{"size", size}, {"count", count}});
}

std::string origin_line(const Frame& frame, const api::ReadMessage& read) {
  std::string from = read.header_from.name;
  if (!read.header_from.address.empty()) from = from.empty() ? read.header_from.address : from + " <" + read.header_from.address + ">";
  if (from.empty()) from = frame.text(Key::NoSender);
  if (!read.date) return from;
  const std::string date = frame.words().localisation().date(*read.date, DateStyle::DayMonthYear);
  return frame.words().format(Key::FromAt, {{"from", from}, {"date", date}});
}

std::string report_title(const Frame& frame, const api::ReadMessage& read) {
  if (!read.problem.empty()) return read.name.empty() ? std::string(frame.text(Key::PastedName)) : read.name;
  return read.subject.empty() ? std::string(frame.text(Key::NoSubject)) : read.subject;
}

}  // namespace pratique::views
