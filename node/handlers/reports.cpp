#include "node/handlers/reports.hpp"

#include <limits>

#include "node/handlers/query_text.hpp"
#include "node/handlers/report_body.hpp"
#include "node/reports/report_service.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kPageMax = 200;

reports::Reporter reporter_of(const Request& request, api::ReportVia via) {
  return {.scope = request.scope(), .name = request.scope().actor, .via = via, .key = {}};
}

}  // namespace

Answer preview_report(Services& services, const Request& request) {
  TRY(auto files, report_files(request));
  TRY(const api::ReadReport read, services.reports.preview(reporter_of(request, api::ReportVia::Portal), std::move(files)));
  return json_response(api::encode(read));
}

Answer make_report(Services& services, const Request& request) {
  const auto kind = api::parse_report_kind(request.query_value("kind"));
  if (!kind) return base::fail(ErrorCode::BadInput, "A report is spam, phish or not_spam", "kind");
  api::ReportVia via = api::ReportVia::Portal;
  if (const std::string word = request.query_value("via"); !word.empty()) {
    const auto known = api::parse_report_via(word);
    if (!known || (*known != api::ReportVia::Portal && *known != api::ReportVia::Bookmarklet))
      return base::fail(ErrorCode::BadInput, "A report comes from the portal or a bookmarklet", "via");
    via = *known;
  }
  TRY(auto files, report_files(request));
  TRY(const api::ReportResult result, services.reports.report(reporter_of(request, via), *kind, std::move(files)));
  return json_response(api::encode(result));
}

Answer list_reports(Services& services, const Request& request) {
  TRY(const std::int64_t limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  TRY(const std::int64_t offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  TRY(const api::ReportPage page, services.reports.list(request.scope(), offset, limit));
  return json_response(api::encode(page));
}

Answer undo_report(Services& services, const Request& request) {
  TRY(const api::Report undone, services.reports.undo(request.scope(), {request.path_value("id")}));
  return json_response(api::encode(undone));
}

}  // namespace pratique::handlers
