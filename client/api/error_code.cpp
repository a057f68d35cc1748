#include "client/api/error_code.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/word_list.hpp"
#include "client/base/text.hpp"

namespace pratique::api {
namespace {

using base::ErrorCode;

constexpr auto kWords = word_list<ErrorCode>("bad_input", "unauthenticated", "not_found", "conflict", "too_large", "refused", "throttled",
                                             "internal", "unavailable", "offline", "timeout", "bad_reply");

ErrorCode code_for_status(int status) {
  switch (status) {
    case 401:
      return ErrorCode::Unauthenticated;
    case 403:
    case 422:
      return ErrorCode::Refused;
    case 404:
    case 410:
      return ErrorCode::NotFound;
    case 409:
      return ErrorCode::Conflict;
    case 413:
      return ErrorCode::TooLarge;
    case 429:
      return ErrorCode::Throttled;
    case 502:
    case 503:
    case 504:
      return ErrorCode::Unavailable;
    default:
      return status < 500 ? ErrorCode::BadInput : ErrorCode::Internal;
  }
}

// For answers that are not ours: a proxy in between, a server half started.
std::string message_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::Unauthenticated:
      return "Sign in again";
    case ErrorCode::NotFound:
      return "It is not there any more";
    case ErrorCode::TooLarge:
      return "That is too large";
    case ErrorCode::Throttled:
      return "Too many tries. Wait a little";
    case ErrorCode::Unavailable:
      return "The server cannot answer right now";
    default:
      return "The server could not do this";
  }
}

}  // namespace

std::string_view to_wire(ErrorCode code) {
  return kWords.of(code);
}

int http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::BadInput:
      return 400;
    case ErrorCode::Unauthenticated:
      return 401;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::Conflict:
      return 409;
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::Refused:
      return 422;
    case ErrorCode::Throttled:
      return 429;
    case ErrorCode::Unavailable:
      return 503;
    case ErrorCode::Internal:
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
    case ErrorCode::BadReply:
      return 500;
  }
  return 500;
}

std::string encode(const base::Error& error) {
  JsonWriter json;
  json.begin_object();
  json.field("code", http_status(error.code) == 500 ? to_wire(ErrorCode::Internal) : to_wire(error.code));
  json.field("message", error.message);
  json.field("request_id", error.request_id);
  if (!error.field.empty()) json.field("field", error.field);
  json.end_object();
  return std::move(json).take();
}

base::Error decode_error(int status, std::string_view body, std::string_view retry_after) {
  base::Error error;
  error.code = code_for_status(status);
  JsonDocument document(body, JsonSource::Reply);
  const JsonReader reader = document.root();
  if (reader.has("message")) error.message = base::to_one_line(reader.text("message"));
  if (reader.has("request_id")) error.request_id = base::to_one_line(reader.text("request_id"));
  if (reader.has("field")) error.field = base::to_one_line(reader.text("field"));
  // The status alone cannot tell all codes apart; a code that never travels is not believed.
  if (reader.has("code")) {
    const auto code = kWords.parse(reader.text("code"));
    if (code && http_status(*code) == status) error.code = *code;
  }
  if (error.message.empty()) error.message = message_for(error.code);
  error.detail = "HTTP ";
  base::append_integer(error.detail, status);
  // RFC 9110 §10.2.3 also allows a date; we never send one, and a proxy's is not worth a date parser.
  if (const auto seconds = base::parse_integer(base::trim(retry_after)); seconds && *seconds >= 0) {
    error.retry_after_secs = *seconds < 86'400 ? *seconds : 86'400;
  }
  return error;
}

}  // namespace pratique::api
