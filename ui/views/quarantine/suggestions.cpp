#include "ui/views/quarantine/suggestions.hpp"

#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "ui/strings/format.hpp"

namespace pratique::views {
namespace {

constexpr std::size_t kSearchesOffered = 4;  // of each: recent and saved

struct Operator {
  const char* text;  // with what ends it
  Key meaning;
  const char* values;  // known ones, parted by blanks
};
constexpr std::array<Operator, 14> kOperators{{{"from:", Key::FilterFrom, ""},
                                               {"to:", Key::FilterTo, ""},
                                               {"subject:", Key::FilterSubject, ""},
                                               {"kind:", Key::FilterKind, "spam newsletter phishing virus not-sure blocked-file"},
                                               {"is:", Key::OpIs, "unseen seen worth"},
                                               {"has:", Key::FilterHasFiles, "attachment"},
                                               {"after:", Key::FilterAfter, ""},
                                               {"before:", Key::FilterBefore, ""},
                                               {"on:", Key::FilterAfter, ""},
                                               {"score>", Key::FilterScoreOver, "5 10 15"},
                                               {"larger:", Key::OpLarger, "100K 1M 10M"},
                                               {"status:", Key::OpStatus, "held released removed"},
                                               {"list:", Key::OpList, "allow block"},
                                               {"ip:", Key::OpIp, ""}}};

constexpr std::string_view kLogStatuses = "rejected held deferred delivered bounced released removed tempfailed";

bool contains(std::string_view text, std::string_view lower_part) {
  return base::to_lower_ascii(text).find(lower_part) != std::string::npos;
}

class Builder {
 public:
  Builder(const Frame& frame, const SearchDraft& draft) : frame_(frame), draft_(draft) {
    const std::string& words = draft.words;
    const std::size_t blank = words.rfind(' ');
    const std::size_t begin = blank == std::string::npos ? 0 : blank + 1;
    before_ = words.substr(0, begin);
    token_ = words.substr(begin);
    if (token_.starts_with('-')) {
      before_ += '-';
      token_.erase(0, 1);
    }
    lower_ = base::to_lower_ascii(token_);
  }

  std::vector<Suggestion> build() {
    if (std::ranges::count(draft_.words, '"') % 2 != 0) return {};  // within a phrase
    for (const Operator& one : kOperators) {
      if (lower_.starts_with(one.text)) return values(one), std::move(out_);
    }
    if (!lower_.empty()) {
      for (const Operator& one : kOperators) {
        if (std::string_view(one.text).starts_with(lower_)) offer_operator(one);
      }
    }
    searches();
    if (out_.size() > kMaxSuggestions) out_.resize(kMaxSuggestions);
    return std::move(out_);
  }

 private:
  void offer_operator(const Operator& one) {
    out_.push_back({one.text, std::string(frame_.text(one.meaning)), before_ + one.text, Suggestion::Kind::Operator, theme::Icon::Filter});
  }

  void offer_value(const Operator& one, std::string_view value, std::string note) {
    const std::string quoted = value.find_first_of(" ,()") == std::string_view::npos ? std::string(value) : '"' + std::string(value) + '"';
    out_.push_back({one.text + quoted, std::move(note), before_ + one.text + quoted + ' ', Suggestion::Kind::Value, theme::Icon::Filter});
  }

  void values(const Operator& one) {
    const std::string typed = lower_.substr(std::string_view(one.text).size());
    const bool statuses = std::string_view(one.text) == "status:" && in_log();
    std::string_view rest = statuses ? kLogStatuses : std::string_view(one.values);
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      const std::string_view value = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      if (value.starts_with(typed) && value != typed) offer_value(one, value, held_count(one.text, value));
    }
    const std::string_view text = one.text;
    if (text == "after:" || text == "before:" || text == "on:") dates(one, typed);
    if (text == "from:" || text == "to:") addresses(one, typed, text == "from:");
    if (out_.size() > kMaxSuggestions) out_.resize(kMaxSuggestions);
  }

  // Only where the navigation knows it anyway, and of all held mail.
  std::string held_count(std::string_view text, std::string_view value) const {
    if (in_log()) return text == "status:" ? log_count(value) : std::string();
    const store::NavCounts* counts = frame_.state.nav_counts.value();
    if (counts == nullptr || !before_.empty() || !draft_.chips.empty()) return {};
    if (text == "kind:" && value == "newsletter") return strings::number(frame_.words(), counts->newsletters);
    if (text == "is:" && value == "worth") return strings::number(frame_.words(), counts->worth_a_look);
    return {};
  }

  [[nodiscard]] bool in_log() const { return frame_.state.route.place == store::Place::Log; }

  // Of the search as it is without its statuses; the log's histogram counts them all.
  std::string log_count(std::string_view value) const {
    const api::Histogram* histogram = frame_.state.histogram.value();
    const auto status = api::parse_status(value == "held" ? "quarantined" : value);
    if (histogram == nullptr || !status) return {};
    std::int64_t count = 0;
    for (const api::HistogramBar& bar : histogram->bars) {
      const auto found = bar.by_status.find(*status);
      if (found != bar.by_status.end()) count += found->second;
    }
    const std::string number = strings::number(frame_.words(), count);
    return out_.empty() ? frame_.words().format(Key::InThisSearch, {{"count", number}}) : number;
  }

  void dates(const Operator& one, std::string_view typed) {
    const std::int64_t today = strings::local_day(frame_.ui.localisation(), frame_.ui.wall_now());
    const auto offer = [&](std::string_view value, std::string note) {
      if (value.starts_with(typed) && value != typed) offer_value(one, value, std::move(note));
    };
    offer("today", {});
    offer("yesterday", {});
    for (const std::int64_t ago : {7, 14, 30}) offer(iso_date(today - ago), frame_.words().count(Key::DaysAgo, ago));
  }

  // Those of the rows that are loaded: no question to the node for each letter.
  void addresses(const Operator& one, std::string_view typed, bool senders) {
    std::vector<std::string_view> known;
    for (const auto& [number, page] : frame_.state.list.pages) {
      for (const api::MessageSummary& row : page.rows) {
        const std::string& address = senders ? row.header_from.address : row.recipient;
        if (address.empty() || known.size() >= kMaxSuggestions || std::ranges::find(known, address) != known.end()) continue;
        if (!contains(address, typed) && !(senders && contains(row.header_from.name, typed))) continue;
        known.push_back(address);
        offer_value(one, address, senders ? row.header_from.name : std::string());
      }
    }
  }

  void offer_search(std::string label, std::string_view note, const std::string& query, theme::Icon icon) {
    const bool there = std::ranges::any_of(out_, [&](const Suggestion& other) { return other.words == query; });
    if (there || query == frame_.state.route.query) return;
    out_.push_back({std::move(label), std::string(note), query, Suggestion::Kind::Search, icon});
  }

  void searches() {
    if (!draft_.chips.empty() || !base::trim(before_).empty()) return;
    std::size_t left = kSearchesOffered;
    if (const api::SavedSearches* saved = frame_.state.searches.list.value()) {
      for (const api::SavedSearch& one : saved->items) {
        if (!contains(one.search.name, lower_) && !contains(one.search.query, lower_)) continue;
        if (left-- == 0) break;
        offer_search(one.search.name, frame_.text(Key::SavedSearches), one.search.query, theme::Icon::SavedSearch);
      }
    }
    left = kSearchesOffered;
    for (const std::string& query : frame_.state.searches.recent) {
      if (!contains(query, lower_) || query == token_) continue;
      if (left-- == 0) break;
      offer_search(query, frame_.text(Key::RecentSearch), query, theme::Icon::History);
    }
  }

  const Frame& frame_;
  const SearchDraft& draft_;
  std::string before_;  // what stays
  std::string token_;   // what is being typed
  std::string lower_;
  std::vector<Suggestion> out_;
};

constexpr float kRowHeight = 36;
constexpr float kPadding = 6;

}  // namespace

std::vector<Suggestion> suggestions(const Frame& frame, const SearchDraft& draft) {
  return Builder(frame, draft).build();
}

std::optional<std::size_t> suggestions_view(Frame& frame, const kit::Box& field, const std::vector<Suggestion>& offered) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id("suggestions");
  const float row_height = ui.touch() ? theme::size::row::kMenuTouch : kRowHeight;
  const kit::Box box{field.x, field.bottom() + 4, field.w, row_height * static_cast<float>(offered.size()) + 2 * kPadding, field.direction};
  std::optional<std::size_t> chosen;
  ui.push_layer(id, box, kit::LayerKind::Float);
  kit::raised(ui, box, theme::elevation::kPopup, theme::radius::kMd);
  {
    const kit::GroupScope group(ui, id, a11y::Role::Listbox, frame.text(Key::Suggestions), box);
    (void)ui.interact(kit::child(id, "ground"), box, {.focus_on_press = false, .keyboard = false});
    kit::Box rest = box.inset(kPadding, kPadding);
    for (std::size_t i = 0; i < offered.size(); ++i) {
      const Suggestion& one = offered[i];
      kit::Box row = rest.take_top(row_height);
      const kit::Id row_id = kit::child(id, one.words);
      const kit::Interaction it = ui.interact(row_id, row, {.focus_on_press = false, .keyboard = false});
      const bool lit = frame.view.quarantine.suggest.at == i;
      ui.record(
          {.id = row_id, .role = a11y::Role::Option, .name = one.label, .description = one.note, .rect = row.rect(), .selected = lit});
      if (lit || it.hovered) kit::fill(ui, row, frame.palette().surface.hover, theme::radius::kSm);
      if (it.hovered) ui.set_cursor(kit::Cursor::Hand);
      if (it.clicked) chosen = i;
      row = row.inset(8, 0);
      kit::icon(ui, row.take_start(16), one.icon, frame.palette().text.muted);
      row.skip_start(10);
      const float note = std::min(kit::text_width(ui, one.note, theme::Type::Meta) + 2, row.w / 2);
      kit::text(ui, row.take_end(note), one.note,
                {.type = theme::Type::Meta, .color = frame.palette().text.muted, .align = kit::Align::End});
      row.skip_end(8);
      kit::text(ui, row, one.label, {.type = theme::Type::Small});
    }
  }
  ui.pop_layer();
  return chosen;
}

}  // namespace pratique::views
