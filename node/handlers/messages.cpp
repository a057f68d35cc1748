#include "node/handlers/messages.hpp"

#include <limits>

#include "client/api/histogram.hpp"
#include "client/api/list_request.hpp"
#include "client/api/message.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::int64_t kPageDefault = 100;
constexpr std::int64_t kPageMax = 500;

base::Result<api::query::Node> asked_for(Services& services, const Request& request) {
  TRY(const int zone, zone_offset_of(request));
  return parse_query(request.query_value("q"), services.clock.wall_now(), zone, "q");
}

}  // namespace

Answer list_messages(Services& services, const Request& request) {
  storage::ListQuery query;
  TRY(query.where, asked_for(services, request));
  if (request.in_query.contains("sort")) {
    auto sort = api::parse_sort(request.query_value("sort"));
    if (!sort)
      return base::fail(ErrorCode::BadInput, "Lists are sorted by received_at, score, sender, subject or size, with “-” for descending",
                        "sort");
    query.sort = *sort;
  }
  TRY(query.limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  if (request.in_query.contains("cursor")) query.cursor = request.query_value("cursor");
  if (request.in_query.contains("offset")) {
    if (query.cursor) return base::fail(ErrorCode::BadInput, "Give either a cursor or an offset", "offset");
    TRY(query.offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  }
  TRY(const api::MessagePage page, services.storage.messages().list(request.scope(), query));
  return json_response(api::encode(page));
}

Answer count_messages(Services& services, const Request& request) {
  TRY(const auto where, asked_for(services, request));
  TRY(const std::int64_t count, services.storage.messages().count(request.scope(), where));
  return json_response(api::encode(api::MessageCount{.count = count}));
}

Answer message_histogram(Services& services, const Request& request) {
  TRY(const auto where, asked_for(services, request));
  TRY(const int zone, zone_offset_of(request));
  const auto bucket =
      request.in_query.contains("bucket") ? api::parse_bucket(request.query_value("bucket")) : std::optional(api::Bucket::Day);
  if (!bucket) return base::fail(ErrorCode::BadInput, "A bucket is “hour” or “day”", "bucket");
  TRY(const api::Histogram histogram, services.storage.messages().histogram(request.scope(), where, *bucket, zone));
  return json_response(api::encode(histogram));
}

}  // namespace pratique::handlers
