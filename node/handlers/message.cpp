#include "node/handlers/message.hpp"

#include "client/base/text.hpp"
#include "node/jobs/release_rights.hpp"

namespace pratique::handlers {
namespace {

constexpr std::size_t kNameCodePoints = 120;

// "bytes=0-1048575", the start of a large source: how many bytes. Any other range is answered with the whole, as RFC 9110
// §14.2 lets a server do.
std::optional<std::size_t> wanted_start(std::string_view range) {
  constexpr std::string_view kFromStart = "bytes=0-";
  if (!range.starts_with(kFromStart)) return std::nullopt;
  const auto last = base::parse_integer(range.substr(kFromStart.size()));
  return last && *last >= 0 ? std::optional(static_cast<std::size_t>(*last) + 1) : std::nullopt;
}

}  // namespace

base::Result<OpenedMessage> open_message(Services& services, const Request& request) {
  TRY(storage::StoredDelivery stored, services.storage.messages().find(request.scope(), {request.path_value("id")}));
  if (stored.blob_sha256.empty())
    return base::fail(base::ErrorCode::NotFound, "Only the log knows of this message: its text is not kept here");
  TRY(std::string bytes, services.storage.blobs().get(stored.blob_sha256));
  return OpenedMessage{.summary = std::move(stored.summary), .bytes = std::move(bytes)};
}

Answer message_detail(Services& services, const Request& request) {
  TRY(api::MessageDetail detail, services.storage.messages().detail(request.scope(), {request.path_value("id")}));
  TRY(detail.release_right, jobs::release_right(services.storage, request.scope(), detail.summary));
  TRY(const auto asked, services.storage.requests().newest_state(request.scope(), detail.summary.id));
  if (asked) detail.request_state = api::to_wire(*asked);
  return json_response(api::encode(detail));
}

Answer message_raw(Services& services, const Request& request) {
  TRY(OpenedMessage message, open_message(services, request));
  Response response;
  response.content_type = "message/rfc822";
  const std::string& subject = message.summary.subject;
  response.headers.emplace_back("Content-Disposition", attachment_disposition((subject.empty() ? "message" : subject) + ".eml"));
  response.headers.emplace_back("Accept-Ranges", "bytes");
  const std::size_t size = message.bytes.size();
  response.body = std::move(message.bytes);
  if (const auto wanted = wanted_start(request.range); wanted && *wanted < size) {
    response.status = 206;
    response.headers.emplace_back("Content-Range", "bytes 0-" + std::to_string(*wanted - 1) + "/" + std::to_string(size));
    response.body.resize(*wanted);
  }
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
