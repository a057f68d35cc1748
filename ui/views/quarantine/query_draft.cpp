#include "ui/views/quarantine/query_draft.hpp"

#include <algorithm>
#include <chrono>

#include "client/base/text.hpp"

namespace pratique::views {
namespace {

using api::query::Comparison;
using api::query::Field;
using api::query::Term;

void append_term(std::string& query, std::string_view term) {
  if (term.empty()) return;
  if (!query.empty()) query += ' ';
  query += term;
}

std::string quoted(std::string_view value) {
  const std::string clean = base::to_one_line(value);
  if (clean.find_first_of(" \t\",()") == std::string::npos) return clean;
  std::string out = "\"";
  for (char c : clean) {
    if (c != '"') out += c;
  }
  return out + '"';
}

void append_field(std::string& query, std::string_view operator_text, std::string_view value) {
  const std::string_view trimmed = base::trim(value);
  if (!trimmed.empty()) append_term(query, std::string(operator_text) + quoted(trimmed));
}

std::string_view reader_word(api::MessageClass message_class) {
  switch (message_class) {
    case api::MessageClass::Bulk:
      return "newsletter";
    case api::MessageClass::Phish:
      return "phishing";
    case api::MessageClass::Policy:
      return "blocked-file";
    case api::MessageClass::Unsure:
      return "not-sure";
    default:
      return api::to_wire(message_class);
  }
}

// Chips but those for which `drop` answers true, then the words.
template <class Drop>
SearchDraft without(std::string_view query, const QueryReader& reader, Drop drop) {
  SearchDraft draft = split_query(query, reader);
  std::erase_if(draft.chips, [&](const std::string& chip) { return drop(term_of(chip, reader)); });
  return draft;
}

bool single_value(const Term& term, Field field) {
  return term.field == field && !term.negated && term.values.size() == 1;
}

// Answers whether the form has a field for this term, and fills it.
bool take_into(FilterForm& form, const Term& term) {
  const auto text = [&](Field field, std::string& slot) {
    if (!single_value(term, field) || !slot.empty()) return false;
    slot = term.values.front();
    return true;
  };
  if (text(Field::From, form.from) || text(Field::To, form.to) || text(Field::Subject, form.subject)) return true;
  if (term.negated) return false;
  if (term.field == Field::Class && term.values.size() == 1 && !form.kind) {
    form.kind = api::parse_message_class(term.values.front());
    return form.kind.has_value();
  }
  if (term.field == Field::Has) return form.files = true;
  if (single_value(term, Field::Is) && term.values.front() == "unseen") return form.unseen = true;
  std::string* slot = nullptr;
  if (term.field == Field::Score && term.comparison == Comparison::Greater) slot = &form.score;
  if (term.field == Field::Received && term.comparison == Comparison::GreaterEqual) slot = &form.after;
  if (term.field == Field::Received && term.comparison == Comparison::Less) slot = &form.before;
  if (slot == nullptr || !slot->empty()) return false;
  *slot = term.shown_value;
  return true;
}

}  // namespace

SearchDraft split_query(std::string_view query, const QueryReader& reader) {
  SearchDraft draft;
  draft.query = query;
  const api::query::Parsed parsed = api::query::parse(query, reader.now, reader.zone_offset_minutes);
  if (!parsed.ok()) {
    draft.words = query;
    return draft;
  }
  std::size_t at = 0;
  const auto take_words = [&](std::size_t end) { append_term(draft.words, base::trim(query.substr(at, end - at))); };
  for (const Term& term : api::query::chips(parsed.root)) {
    if (term.span.begin < at || term.span.end > query.size()) continue;
    take_words(term.span.begin);
    draft.chips.emplace_back(query.substr(term.span.begin, term.span.end - term.span.begin));
    at = term.span.end;
  }
  take_words(query.size());
  return draft;
}

std::string join_query(const SearchDraft& draft) {
  std::string query;
  for (const std::string& chip : draft.chips) append_term(query, chip);
  append_term(query, base::trim(draft.words));
  return query;
}

Term term_of(std::string_view chip, const QueryReader& reader) {
  const api::query::Parsed parsed = api::query::parse(chip, reader.now, reader.zone_offset_minutes);
  std::vector<Term> terms = api::query::chips(parsed.root);
  return terms.empty() ? Term{} : std::move(terms.front());
}

FilterForm to_form(std::string_view query, const QueryReader& reader) {
  FilterForm form;
  const SearchDraft draft = split_query(query, reader);
  for (const std::string& chip : draft.chips) {
    if (!take_into(form, term_of(chip, reader))) append_term(form.rest, chip);
  }
  append_term(form.rest, draft.words);
  return form;
}

std::string to_query(const FilterForm& form) {
  std::string query;
  append_field(query, "from:", form.from);
  append_field(query, "to:", form.to);
  append_field(query, "subject:", form.subject);
  if (form.kind) append_term(query, "kind:" + std::string(reader_word(*form.kind)));
  append_field(query, "after:", form.after);
  append_field(query, "before:", form.before);
  append_field(query, "score>", form.score);
  if (form.files) append_term(query, "has:attachment");
  if (form.unseen) append_term(query, "is:unseen");
  append_term(query, form.rest);
  return query;
}

std::string with_dates(std::string_view query, std::string_view after, std::string_view before, const QueryReader& reader) {
  SearchDraft draft = without(query, reader, [](const Term& term) { return term.field == Field::Received && !term.negated; });
  if (!after.empty()) draft.chips.push_back("after:" + std::string(after));
  if (!before.empty()) draft.chips.push_back("before:" + std::string(before));
  return join_query(draft);
}

std::string iso_date(std::int64_t local_day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(local_day))};
  std::string out;
  base::append_integer(out, static_cast<int>(date.year()));
  for (unsigned piece : {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())}) {
    out += piece < 10 ? "-0" : "-";
    base::append_integer(out, piece);
  }
  return out;
}

std::string with_class(std::string_view query, std::optional<api::MessageClass> message_class, const QueryReader& reader) {
  SearchDraft draft = without(query, reader, [](const Term& term) { return term.field == Field::Class && !term.negated; });
  if (message_class) draft.chips.insert(draft.chips.begin(), "kind:" + std::string(reader_word(*message_class)));
  return join_query(draft);
}

std::optional<api::MessageClass> class_of(std::string_view query, const QueryReader& reader) {
  for (const std::string& chip : split_query(query, reader).chips) {
    const Term term = term_of(chip, reader);
    if (single_value(term, Field::Class)) return api::parse_message_class(term.values.front());
  }
  return std::nullopt;
}

}  // namespace pratique::views
