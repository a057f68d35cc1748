#include "ui/views/report/report_card_view.hpp"

#include <algorithm>

#include "ui/strings/format.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {
namespace {

constexpr float kPad = 16, kTileGap = 14, kTitle = 20, kLinkGap = 18, kOutcomeIcon = 14;
constexpr float kNarrow = 520;  // below, the outcome has a line of its own
constexpr int kTextLines = 14;
constexpr std::size_t kListed = 8;  // messages of one file that are named

struct Layout {
  float inner = 0;  // beside the tile
  float outcome = 0;
  bool below = false;  // the outcome is under the title
  float text = 0, error = 0, links = 0;
  int link_lines = 0;
  float height = 0;
};

float link_height(const Frame& frame) {
  return frame.ui.touch() ? 36.0F : 20.0F;
}

float link_width(Frame& frame, const CardLink& link, float most) {
  return std::min(kit::text_width(frame.ui, link.label, theme::Type::Small, kit::Weight::SemiBold) + 1, most);
}

Layout layout_of(Frame& frame, const Card& card, float width) {
  kit::Ui& ui = frame.ui;
  Layout at;
  at.inner = width - 2 * kPad - theme::size::icon::kTile - kTileGap;
  at.outcome = kOutcomeIcon + 6 + kit::text_width(ui, card.outcome.label, theme::Type::Small, kit::Weight::SemiBold) + 1;
  at.below = width < kNarrow;
  if (!card.text.empty()) at.text = 2 + kit::text_height(ui, card.text, theme::Type::Small, at.inner, kTextLines);
  if (!card.error.empty()) at.error = 2 + kit::text_height(ui, card.error, theme::Type::Small, at.inner, 3);
  float room = 0;
  for (const CardLink& link : card.links) {
    const float need = link_width(frame, link, at.inner);
    if (at.link_lines == 0 || need > room) {
      ++at.link_lines;
      room = at.inner;
    }
    room -= need + kLinkGap;
  }
  at.links = at.link_lines == 0 ? 0 : 6 + static_cast<float>(at.link_lines) * link_height(frame);
  at.height = std::max(theme::size::icon::kTile, kTitle + (at.below ? kTitle : 0) + at.text + at.error + at.links) + 2 * kPad - 2;
  return at;
}

std::optional<CardAct> links_view(Frame& frame, kit::Box box, const Card& card) {
  std::optional<CardAct> chosen;
  box.skip_top(6);
  kit::Box line = box.take_top(link_height(frame));
  for (const CardLink& link : card.links) {
    const float need = link_width(frame, link, box.w);
    if (need > line.w) line = box.take_top(link_height(frame));
    const kit::Id id = kit::child(card.id, "link", static_cast<int>(link.act));
    if (kit::link(frame.ui, id, line.take_start(need), link.label)) chosen = link.act;
    line.skip_start(kLinkGap);
  }
  return chosen;
}

void outcome_view(Frame& frame, kit::Box at, const Card& card) {
  kit::icon(frame.ui, at.take_start(kOutcomeIcon), card.outcome.icon, card.outcome.ink, kOutcomeIcon);
  at.skip_start(6);
  kit::text(frame.ui, at, card.outcome.label, {.type = theme::Type::Small, .color = card.outcome.ink, .weight = kit::Weight::SemiBold});
}

// Near-identical names are told apart by what they are: a class of mail, or no mail at all.
void set_tile(Card& card, api::ReportKind kind, api::ReportTrace trace) {
  if (trace != api::ReportTrace::Ours) return;
  switch (kind) {
    case api::ReportKind::Spam:
      card.tone = theme::Tone::Spam;
      card.icon = theme::Icon::Spam;
      return;
    case api::ReportKind::Phish:
      card.tone = theme::Tone::Phish;
      card.icon = theme::Icon::Phish;
      return;
    case api::ReportKind::NotSpam:
      card.tone = theme::Tone::Allowed;
      card.icon = theme::Icon::Allowed;
      return;
  }
}

OutcomeLook step_look(const Frame& frame, const store::ReportFile& file) {
  constexpr Key kLabels[] = {Key::FileWaiting, Key::FileReading, Key::FileReady, Key::FileQueued, Key::FileSending, Key::FileFailed};
  const theme::Palette& colors = frame.palette();
  const std::string label(frame.text(kLabels[static_cast<std::size_t>(file.step)]));
  if (file.step == store::ReportFile::Step::Failed) return {theme::Icon::Fail, colors.danger.text, label};
  if (file.step == store::ReportFile::Step::Read) return {theme::Icon::File, colors.text.muted, label};
  const bool acts = file.step == store::ReportFile::Step::Reading || file.step == store::ReportFile::Step::Sending;
  return {acts ? theme::Icon::Upload : theme::Icon::Wait, colors.text.secondary, label};
}

OutcomeLook not_read_look(const Frame& frame) {
  return {theme::Icon::Fail, frame.palette().danger.text, std::string(frame.text(Key::OutcomeNotRead))};
}

std::string first_lines(const Frame& frame, const api::ReadReport& read) {
  std::string out;
  for (std::size_t i = 0; i < std::min(read.items.size(), kListed); ++i) {
    const api::ReadMessage& item = read.items[i];
    if (!out.empty()) out += '\n';
    out += report_title(frame, item) + " · " + (item.problem.empty() ? origin_line(frame, item) : problem_sentence(frame, item.problem));
  }
  if (read.items.size() > kListed) out += "\n…";
  return out;
}

}  // namespace

std::optional<CardAct> card_view(Frame& frame, kit::Box& box, const Card& card) {
  kit::Ui& ui = frame.ui;
  const theme::Palette& colors = frame.palette();
  const Layout layout = layout_of(frame, card, box.w);
  const kit::Box whole = box.take_top(layout.height);
  box.skip_top(theme::space::k3);
  if (!whole.overlaps(ui.clip())) return std::nullopt;
  std::optional<CardAct> chosen;
  const kit::GroupScope group(ui, card.id, a11y::Role::Group, card.title + ": " + card.outcome.label, whole);
  kit::fill(ui, whole, colors.surface.base, theme::radius::kLg);
  kit::outline(ui, whole, colors.line.divider, theme::radius::kLg);
  kit::Box in = whole.inset(kPad, kPad - 1);
  kit::class_tile(ui, in.take_start(theme::size::icon::kTile).take_top(theme::size::icon::kTile), card.tone, card.icon);
  in.skip_start(kTileGap);
  kit::Box title = in.take_top(kTitle);
  if (!card.remove_name.empty()) {
    const kit::Box cross = title.take_end(24).middle(24);
    if (kit::icon_button(ui, kit::child(card.id, "remove"), cross, theme::Icon::Clear, card.remove_name)) chosen = CardAct::Remove;
    title.skip_end(theme::space::k2);
  }
  if (layout.below) {
    outcome_view(frame, in.take_top(kTitle), card);
  } else {
    outcome_view(frame, title.take_end(layout.outcome), card);
    title.skip_end(theme::space::k3);
  }
  kit::heading(ui, kit::child(card.id, "title"), title, card.title, 3,
               {.type = theme::Type::BodyStrong, .cut_tooltip = true, .id = kit::child(card.id, "title")});
  const auto paragraph = [&](const char* word, float height, std::string_view text, theme::Color ink, int lines) {
    if (height <= 0) return;
    kit::Box at = in.take_top(height);
    at.skip_top(2);
    kit::label(ui, kit::child(card.id, word), at, text, {.type = theme::Type::Small, .color = ink, .max_lines = lines});
  };
  paragraph("text", layout.text, card.text, colors.text.secondary, kTextLines);
  paragraph("error", layout.error, card.error, colors.danger.text, 3);
  if (!card.links.empty()) {
    if (const auto link = links_view(frame, in, card)) chosen = link;
  }
  return chosen;
}

Card card_of(const Frame& frame, const api::ReadMessage& unread) {
  Card card;
  card.id = kit::id("report-unread", std::string_view(unread.name), std::string_view(unread.problem));
  card.tone = theme::Tone::Blocked;
  card.icon = theme::Icon::Blocked;
  card.title = report_title(frame, unread);
  card.outcome = not_read_look(frame);
  card.text = problem_sentence(frame, unread.problem);
  card.links = {{CardAct::TryAgain, std::string(frame.text(Key::TryAgain))}};
  return card;
}

Card card_of(const Frame& frame, const store::ReportFile& file) {
  Card card;
  const bool one = file.read && file.read->items.size() == 1;
  const api::ReadMessage* only = one ? &file.read->items.front() : nullptr;
  if (only != nullptr && !only->problem.empty()) card = card_of(frame, *only);
  card.id = kit::id("report-file", file.id);
  const std::string name = file.name.empty() ? std::string(frame.text(Key::PastedName)) : file.name;
  if (only == nullptr || only->problem.empty()) {
    card.tone = theme::Tone::Blocked;
    card.icon = theme::Icon::Mail;
    card.outcome = step_look(frame, file);
    card.title = only != nullptr ? report_title(frame, *only) : name;
    if (only != nullptr) {
      set_tile(card, file.step == store::ReportFile::Step::Read ? frame.state.reports.kind : file.kind, only->trace);
      if (only->trace != api::ReportTrace::Ours) card.tone = theme::Tone::Unsure, card.icon = theme::Icon::Unsure;
      card.text = origin_line(frame, *only);
      if (const std::string trace = trace_sentence(frame, *only); !trace.empty()) card.text += "\n" + trace;
    } else if (file.read) {
      card.text = first_lines(frame, *file.read);
    } else {
      card.text = strings::size(frame.words(), file.size_bytes);
    }
  }
  if (file.error) {
    card.error = error_line(frame, *file.error);
    card.links.push_back({CardAct::TryAgain, std::string(frame.text(Key::TryAgain))});
  }
  if (file.step != store::ReportFile::Step::Sending) card.remove_name = frame.words().format(Key::RemoveFile, {{"name", card.title}});
  return card;
}

Card card_of(const Frame& frame, const api::Report& report, store::EntryFate fate) {
  const api::ReadMessage& read = report.read;
  Card card;
  card.id = kit::id("report", report.id);
  set_tile(card, report.kind, read.trace);
  card.title = report_title(frame, read);
  card.outcome = outcome_look(frame, report);
  card.text = outcome_sentence(frame, report, fate);
  const auto offer = [&](CardAct act, std::string_view label) { card.links.push_back({act, std::string(label)}); };
  if (!report.undone_at) {
    const bool bad = report.kind != api::ReportKind::NotSpam;
    if (bad && read.entry && read.entry->may_change && fate != store::EntryFate::Undecided) {
      offer(CardAct::EntryBack, frame.text(Key::Undo));
    } else if (bad && read.entry && report.entry_paused) {
      offer(CardAct::DeleteEntry, frame.text(Key::DeleteEntry));
      offer(CardAct::KeepEntry, frame.text(Key::KeepEntry));
    } else if (bad && read.trace == api::ReportTrace::Ours && !read.header_from.address.empty()) {
      offer(CardAct::Block, frame.words().format(Key::BlockAddress, {{"sender", read.header_from.address}}));
    }
    const bool held = read.message && read.message->status == api::Status::Quarantined;
    if (!bad && held) offer(CardAct::Quarantine, frame.text(Key::OpenInQuarantine));
  }
  if (read.message) offer(CardAct::ShowLog, frame.text(Key::ShowLogEntry));
  if (read.trace != api::ReportTrace::Ours) {
    offer(CardAct::Why, frame.text(Key::ReportWhy));
    if (frame.view.report.explained.contains(report.id))
      card.text += "\n" + std::string(frame.text(read.trace == api::ReportTrace::NotOurs ? Key::WhyNotOurs : Key::WhyUnproven));
  }
  if (report.may_undo && !report.undone_at) offer(CardAct::Undo, frame.text(Key::UndoReport));
  return card;
}

Card card_of(const Frame& frame, const store::Reported& reported) {
  if (!reported.item.report) return card_of(frame, *reported.item.unread);
  Card card = card_of(frame, *reported.item.report, reported.entry);
  if (reported.error) card.error = error_line(frame, *reported.error);
  if (reported.busy)
    std::erase_if(card.links, [](const CardLink& link) { return link.act <= CardAct::EntryBack || link.act == CardAct::Undo; });
  return card;
}

void carry_out(Frame& frame, CardAct act, const api::Report& report) {
  const std::optional<api::MessageSummary>& row = report.read.message;
  switch (act) {
    case CardAct::DeleteEntry:
      return frame.push(intents::DecideEntry{report.id, store::EntryFate::Deleted});
    case CardAct::KeepEntry:
      return frame.push(intents::DecideEntry{report.id, store::EntryFate::Kept});
    case CardAct::EntryBack:
      return frame.push(intents::DecideEntry{report.id, store::EntryFate::Undecided});
    case CardAct::Undo:
      return frame.push(intents::UndoReports{report.id});
    case CardAct::Block: {
      api::NewListEntry entry;
      entry.pattern = report.read.header_from.address;
      if (row) entry.applies_to = row->recipient;
      frame.view.lists.address = entry.pattern;
      return frame.push(intents::OpenListForm{api::ListKind::Block, std::nullopt, std::move(entry)});
    }
    case CardAct::ShowLog:
    case CardAct::Quarantine: {
      store::Route route;
      if (act == CardAct::ShowLog) route.place = store::Place::Log;
      route.open = row->id;
      return frame.push(intents::Navigate{std::move(route)});
    }
    case CardAct::Why:
      if (!frame.view.report.explained.erase(report.id)) frame.view.report.explained.insert(report.id);
      return;
    case CardAct::TryAgain:
    case CardAct::Remove:
      return;
  }
}

}  // namespace pratique::views
