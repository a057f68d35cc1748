// The words of the query language: operators, their aliases, and the closed lists of values. Internal to client/api/query.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/api/query.hpp"

namespace pratique::api::query {

enum class ValueKind : std::uint8_t { Text, Word, Ip, Size, Score, Date };

struct Operator {
  std::string_view name;  // as typed, lower case
  Field field;
  ValueKind kind;
  Comparison comparison;
};

[[nodiscard]] const Operator* find_operator(std::string_view name);  // any case; nullptr: unknown
[[nodiscard]] std::string_view operator_name(const Term& term);      // canonical, with its ":" or comparison sign
// The canonical word for what a reader typed ("held" → "quarantined"); nullopt: not one of the field's words.
[[nodiscard]] std::optional<std::string> canonical_word(Field field, std::string_view typed);
[[nodiscard]] std::string_view expected_values(Field field, ValueKind kind);  // for people
[[nodiscard]] std::string_view expected_operators();

}  // namespace pratique::api::query
