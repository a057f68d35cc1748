#include "node/handlers/message.hpp"

#include "client/base/text.hpp"

namespace pratique::handlers {
namespace {

constexpr std::size_t kNameCodePoints = 120;

}  // namespace

base::Result<OpenedMessage> open_message(Services& services, const Request& request) {
  TRY(storage::StoredDelivery stored, services.storage.messages().find(request.scope(), {request.path_value("id")}));
  TRY(std::string bytes, services.storage.blobs().get(stored.blob_sha256));
  return OpenedMessage{.summary = std::move(stored.summary), .bytes = std::move(bytes)};
}

Answer message_detail(Services& services, const Request& request) {
  TRY(const api::MessageDetail detail, services.storage.messages().detail(request.scope(), {request.path_value("id")}));
  return json_response(api::encode(detail));
}

Answer message_raw(Services& services, const Request& request) {
  TRY(OpenedMessage message, open_message(services, request));
  Response response;
  response.content_type = "message/rfc822";
  const std::string& subject = message.summary.subject;
  response.headers.emplace_back("Content-Disposition", attachment_disposition((subject.empty() ? "message" : subject) + ".eml"));
  response.body = std::move(message.bytes);
  return response;
}

std::string attachment_disposition(std::string_view file_name) {
  std::string name = base::to_one_line(file_name);
  // No folder, no drive, nothing a file system or a shell reads meaning into; and no leading dot.
  for (char& c : name) {
    if (std::string_view("/\\:*?\"<>|;%$`").find(c) != std::string_view::npos) c = '_';
  }
  if (base::count_code_points(name) > kNameCodePoints) {
    const auto dot = name.rfind('.');
    const std::string ending = dot != std::string::npos && name.size() - dot <= 10 ? name.substr(dot) : std::string();
    name = std::string(base::first_code_points(name, kNameCodePoints - ending.size())) + ending;
  }
  if (name.empty() || name.front() == '.') name.insert(0, "file");
  std::string ascii;
  for (const base::CodePoint point : base::code_points(name)) ascii += point.value < 0x80 ? static_cast<char>(point.value) : '_';
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + base::percent_encode(name);
}

}  // namespace pratique::handlers
