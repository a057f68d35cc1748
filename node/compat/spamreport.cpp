#include "node/compat/spamreport.hpp"

#include <algorithm>

#include "client/api/error_code.hpp"
#include "client/base/text.hpp"
#include "node/compat/basic.hpp"
#include "node/reports/report_service.hpp"

namespace pratique::compat {
namespace {

using base::ErrorCode;
using handlers::Answer;
using handlers::Request;
using handlers::Response;
using handlers::Services;

constexpr std::string_view kField = "mailContent";

// Whoever knows the address may call it from any page: nothing here depends on a cookie.
void allow_any_origin(Response& response) {
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
}

Response text_response(int status, std::string text) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  allow_any_origin(response);
  return response;
}

Response refusal(const base::Error& error, int status) {
  Response response = text_response(status, error.message);
  if (error.retry_after_secs) response.headers.emplace_back("Retry-After", std::to_string(*error.retry_after_secs));
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"Spam reports\", charset=\"UTF-8\"");
  return response;
}

std::string in_form(const Request& request) {
  if (!request.form) return {};
  const auto part = std::ranges::find(*request.form, kField, &handlers::FormPart::name);
  return part == request.form->end() ? std::string() : part->bytes;
}

std::string in_url_encoded(std::string_view body) {
  while (!body.empty()) {
    const auto end = body.find('&');
    const std::string_view pair = body.substr(0, end);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && base::percent_decode(pair.substr(0, equals), base::PlusSign::Blank) == kField)
      return base::percent_decode(pair.substr(equals + 1), base::PlusSign::Blank);
    if (end == std::string_view::npos) break;
    body.remove_prefix(end + 1);
  }
  return {};
}

std::string message_in(const Request& request) {
  return base::to_lower_ascii(request.content_type).starts_with("multipart/form-data") ? in_form(request) : in_url_encoded(request.body);
}

bool may_report_anonymously(const Services& services, const Request& request) {
  const auto& may = services.reports.options().may_report_anonymously;
  return may && may(request.client_ip);
}

base::Result<api::ReportResult> report_of(Services& services, const Request& request, std::string message) {
  std::vector<reports::SentFile> files;
  files.push_back({.name = {}, .bytes = std::move(message)});
  if (const auto basic = basic_credentials(request.authorization)) {
    TRY(const auth::Caller caller, services.authenticator.check_password(*basic, request.client_ip));
    return services.reports.report({.scope = caller.scope, .name = caller.scope.actor, .via = api::ReportVia::AddOn, .key = {}},
                                   api::ReportKind::Spam, std::move(files));
  }
  return services.reports.report_anonymously(request.client_ip, api::ReportKind::Spam, std::move(files));
}

Answer answer_to(Services& services, const Request& request, std::string message) {
  const auto result = report_of(services, request, std::move(message));
  if (!result) {
    const int status = api::http_status(result.error().code);
    if (status >= 500) return std::unexpected(result.error());
    return refusal(result.error(), status);
  }
  const auto& item = result->items.front();
  if (item.unread) return text_response(400, "mailContent is no message that can be read (" + item.unread->problem + ")");
  return text_response(200, "OK");
}

}  // namespace

Answer allow_spam_report(Services&, const Request&) {
  Response response;
  response.status = 204;
  allow_any_origin(response);
  response.headers.emplace_back("Access-Control-Allow-Methods", "POST, OPTIONS");
  response.headers.emplace_back("Access-Control-Allow-Headers", "authorization, content-type, x-reported-via");
  response.headers.emplace_back("Access-Control-Max-Age", "86400");
  return response;
}

Answer take_spam_report(Services& services, const Request& request) {
  const auto credentials = basic_credentials(request.authorization);
  if (!credentials && !may_report_anonymously(services, request)) {
    if (request.authorization.empty())
      return text_response(403, "Reports are not taken from your network. Ask whoever runs the mail filter, or give a name and password");
    return refusal({.code = ErrorCode::Unauthenticated, .message = "Give a name and password by HTTP Basic"}, 401);
  }
  std::string message = message_in(request);
  if (message.empty()) return text_response(400, "The form has no field mailContent with the source of a message");
  if (message.size() > api::kReportBytesMax) return text_response(413, "mailContent: at most 30 MB");
  if (!credentials) return answer_to(services, request, std::move(message));
  auto door = services.authenticator.door_of(*credentials, request.client_ip);
  if (!door) return refusal(door.error(), api::http_status(door.error().code));
  if (!*door) return answer_to(services, request, std::move(message));
  Request small{.authorization = request.authorization, .client_ip = request.client_ip, .id = request.id};
  return handlers::response_after(**std::move(door), [&services, small = std::move(small), message = std::move(message)] {
    return answer_to(services, small, message);
  });
}

}  // namespace pratique::compat
