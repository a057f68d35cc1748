#include "node/handlers/list_csv.hpp"

#include <algorithm>
#include <array>

#include "client/base/clock.hpp"
#include "client/base/text.hpp"
#include "node/domain/csv.hpp"
#include "node/domain/sender_list.hpp"

namespace pratique::handlers {
namespace {

enum Column : std::size_t { Pattern, AppliesTo, Note, ExpiresAt, Paused };
constexpr std::array<std::string_view, 5> kColumns{"pattern", "applies_to", "note", "expires_at", "paused"};
constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

using Places = std::array<std::size_t, kColumns.size()>;  // of each column in a row

base::Result<Places> places_in(const domain::CsvRow& head) {
  Places places;
  places.fill(kAbsent);
  for (std::size_t i = 0; i < head.cells.size(); ++i) {
    const std::string name = base::to_lower_ascii(base::trim(head.cells[i]));
    const auto known = std::ranges::find(kColumns, name);
    if (known == kColumns.end())
      return domain::csv_error(head.line, i + 1, "the columns are pattern, applies_to, note, expires_at and paused");
    std::size_t& place = places[static_cast<std::size_t>(known - kColumns.begin())];
    if (place != kAbsent) return domain::csv_error(head.line, i + 1, "a column is there twice");
    place = i;
  }
  for (const Column needed : {Pattern, AppliesTo}) {
    if (places[needed] == kAbsent)
      return domain::csv_error(head.line, 1,
                               "the column " + std::string(kColumns[needed]) + " is missing; the first line names the columns");
  }
  return places;
}

// "2026-12-24" is the end of that day.
std::optional<base::WallTime> read_time(const std::string& text) {
  const bool is_date = text.size() == 10;
  const auto time = base::parse_rfc3339(is_date ? text + "T23:59:59Z" : text);
  return time ? std::optional(*time) : std::nullopt;
}

class RowReader {
 public:
  RowReader(const Places& places, const domain::CsvRow& row) : places_(places), row_(row) {}

  base::Result<api::NewListEntry> entry() const {
    if (row_.cells.size() > kColumns.size()) return domain::csv_error(row_.line, kColumns.size() + 1, "there is no such column");
    api::NewListEntry entry{.pattern = cell(Pattern), .applies_to = cell(AppliesTo), .note = cell(Note), .expires_at = std::nullopt};
    if (const std::string text(base::trim(cell(ExpiresAt))); !text.empty()) {
      entry.expires_at = read_time(text);
      if (!entry.expires_at) return wrong(ExpiresAt, "write a time such as 2026-12-24T12:00:00Z, a date, or nothing");
    }
    TRY(entry.paused, paused());
    auto normal = domain::normalise(std::move(entry));
    if (normal) return normal;
    const auto column = std::ranges::find(kColumns, normal.error().field);
    return wrong(static_cast<Column>(column == kColumns.end() ? 0 : column - kColumns.begin()), normal.error().message);
  }

 private:
  [[nodiscard]] std::string cell(Column column) const {
    const std::size_t place = places_[column];
    return place < row_.cells.size() ? domain::without_formula_mark(row_.cells[place]) : std::string();
  }

  [[nodiscard]] base::Result<bool> paused() const {
    const std::string word = base::to_lower_ascii(base::trim(cell(Paused)));
    if (word.empty() || word == "false" || word == "no" || word == "0") return false;
    if (word == "true" || word == "yes" || word == "1") return true;
    return wrong(Paused, "write true or false");
  }

  [[nodiscard]] std::unexpected<base::Error> wrong(Column column, const std::string& why) const {
    const std::size_t place = places_[column] == kAbsent ? 0 : places_[column];
    return domain::csv_error(row_.line, place + 1, std::string(kColumns[column]) + ": " + why);
  }

  const Places& places_;
  const domain::CsvRow& row_;
};

}  // namespace

std::string to_csv(std::span<const api::NewListEntry> entries) {
  std::string out = domain::csv_row({kColumns.begin(), kColumns.end()});
  for (const api::NewListEntry& entry : entries) {
    out += domain::csv_row({entry.pattern, entry.applies_to, entry.note, entry.expires_at ? base::format_rfc3339(*entry.expires_at) : "",
                            entry.paused ? "true" : "false"});
  }
  return out;
}

base::Result<std::vector<api::NewListEntry>> entries_in_csv(std::string_view text) {
  TRY(const auto rows, domain::parse_csv(text, {.rows = kListRowsMax + 1}));
  if (rows.empty()) return domain::csv_error(1, 1, "the file is empty; its first line names the columns");
  TRY(const Places places, places_in(rows.front()));
  std::vector<api::NewListEntry> entries;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    TRY(api::NewListEntry entry, RowReader(places, *row).entry());
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace pratique::handlers
