#include "node/handlers/message_body.hpp"

#include "client/base/text.hpp"
#include "node/handlers/message.hpp"
#include "node/mime/html_sanitizer.hpp"
#include "node/mime/html_sanitizer_url.hpp"
#include "node/mime/message.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t kCharsetBytesMax = 40;

base::Result<mime::Message> parsed(Services& services, const Request& request) {
  TRY(OpenedMessage opened, open_message(services, request));
  return mime::Message::parse(std::move(opened.bytes));
}

base::Result<std::string> chosen_charset(const Request& request) {
  std::string charset = request.query_value("charset");
  if (charset.size() > kCharsetBytesMax) return base::fail(ErrorCode::BadInput, "That is not the name of a character set", "charset");
  return charset;
}

}  // namespace

Answer message_text(Services& services, const Request& request) {
  TRY(const std::string charset, chosen_charset(request));
  TRY(const mime::Message message, parsed(services, request));
  return json_response(api::encode(message.text(charset)));
}

Answer message_html(Services& services, const Request& request) {
  const std::string images = request.query_value("images");
  if (!images.empty() && images != "0" && images != "1")
    return base::fail(ErrorCode::BadInput, "Give 1 to keep remote pictures, or 0", "images");
  TRY(const std::string charset, chosen_charset(request));
  TRY(const mime::Message message, parsed(services, request));
  const auto body = message.html(charset);
  if (!body) return base::fail(ErrorCode::NotFound, "This message has no formatted text");
  const auto inline_images = message.inline_images();
  const mime::SanitizeRequest wanted{.html = body->html,
                                     .remote_images = images == "1" ? mime::RemoteImages::Allowed : mime::RemoteImages::Blocked,
                                     .inline_images = inline_images};
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = mime::sanitize_html(wanted).document;
  return response;
}

Answer message_headers(Services& services, const Request& request) {
  TRY(const mime::Message message, parsed(services, request));
  return json_response(api::encode(message.headers()));
}

Answer message_parts(Services& services, const Request& request) {
  TRY(const mime::Message message, parsed(services, request));
  return json_response(api::encode(message.parts()));
}

Answer message_part(Services& services, const Request& request) {
  const auto number = base::parse_integer(request.path_value("n"));
  if (!number) return base::fail(ErrorCode::NotFound, "There is no such part");
  TRY(const mime::Message message, parsed(services, request));
  TRY(mime::PartContent part, message.part(*number));
  Response response;
  // The declared type is the sender's word. Only what is plainly a picture is called one; the rest is bytes to be saved.
  const std::string_view picture = mime::picture_type(part.bytes);
  response.content_type = picture.empty() ? "application/octet-stream" : std::string(picture);
  const std::string fallback = "part-" + std::to_string(*number);
  response.headers.emplace_back("Content-Disposition", attachment_disposition(part.file_name.empty() ? fallback : part.file_name));
  response.body = std::move(part.bytes);
  return response;
}

}  // namespace pratique::handlers
