#include "node/handlers/query_text.hpp"

#include <algorithm>

#include "client/base/text.hpp"

namespace pratique::handlers {

using base::ErrorCode;

base::Result<api::query::Node> parse_query(std::string_view text, base::WallTime now, int zone_offset_minutes, std::string_view field) {
  api::query::Parsed parsed = api::query::parse(text, now, zone_offset_minutes);
  if (parsed.ok()) return std::move(parsed.root);
  const api::query::ParseError& first = parsed.errors.front();
  const std::size_t column = base::count_code_points(text.substr(0, std::min(first.span.begin, text.size()))) + 1;
  const std::string_view shown =
      text.substr(std::min(first.span.begin, text.size()), std::min<std::size_t>(first.span.end - first.span.begin, 60));
  std::string message = "The search is not clear at character " + std::to_string(column);
  if (!shown.empty()) message += ": “" + base::to_one_line(shown) + "”";
  if (!first.expected.empty()) message += ". Expected: " + first.expected;
  return base::fail(ErrorCode::BadInput, std::move(message), std::string(field), first.code);
}

base::Result<std::int64_t> number_in_query(const Request& request, const std::string& name, std::int64_t absent, std::int64_t low,
                                           std::int64_t high) {
  const auto found = request.in_query.find(name);
  if (found == request.in_query.end()) return absent;
  const auto number = base::parse_integer(found->second);
  if (!number || *number < low || *number > high) {
    return base::fail(ErrorCode::BadInput, "A whole number from " + std::to_string(low) + " to " + std::to_string(high) + " is needed here",
                      name);
  }
  return *number;
}

base::Result<int> zone_offset_of(const Request& request) {
  TRY(const std::int64_t minutes, number_in_query(request, "zone_offset_minutes", 0, -1440, 1440));
  return static_cast<int>(minutes);
}

}  // namespace pratique::handlers
