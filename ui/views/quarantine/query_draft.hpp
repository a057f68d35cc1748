// The search field's text as chips and words, and the filter form as the same operators. Pure; total for any query.
#pragma once

#include <string>
#include <string_view>

#include "client/api/query.hpp"
#include "ui/views/quarantine/quarantine_view_state.hpp"

namespace pratique::views {

struct Chip {         // how a chip of the draft is shown
  std::string field;  // "from:", "not kind:"
  std::string value;
};

struct QueryReader {  // what the query language needs to know of the reader
  base::WallTime now{};
  int zone_offset_minutes = 0;
};

// Finished operators become chips, what is left the words; a query with errors is all words.
[[nodiscard]] SearchDraft split_query(std::string_view query, const QueryReader& reader);
[[nodiscard]] std::string join_query(const SearchDraft& draft);
[[nodiscard]] api::query::Term term_of(std::string_view chip, const QueryReader& reader);

[[nodiscard]] FilterForm to_form(std::string_view query, const QueryReader& reader);
[[nodiscard]] std::string to_query(const FilterForm& form);

// The query without its `after:`, `before:` and `on:`, then with those given (dates as in 2026-11-22; empty = none).
[[nodiscard]] std::string with_dates(std::string_view query, std::string_view after, std::string_view before, const QueryReader& reader);
[[nodiscard]] std::string iso_date(std::int64_t local_day);
// The query with only this class of mail, or any.
[[nodiscard]] std::string with_class(std::string_view query, std::optional<api::MessageClass> message_class, const QueryReader& reader);
[[nodiscard]] std::optional<api::MessageClass> class_of(std::string_view query, const QueryReader& reader);

}  // namespace pratique::views
