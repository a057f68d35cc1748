#include "node/handlers/report_body.hpp"

#include <string_view>

#include "client/api/json_reader.hpp"
#include "client/base/text.hpp"
#include "node/domain/base64.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;
using reports::SentFile;

base::Result<void> within_limits(const std::vector<SentFile>& files, const std::string& field) {
  if (files.empty()) return base::fail(ErrorCode::BadInput, "Choose at least one message", field);
  if (files.size() > api::kReportMax)
    return base::fail(ErrorCode::TooLarge, "At most " + std::to_string(api::kReportMax) + " messages at once", field);
  std::size_t bytes = 0;
  for (const SentFile& file : files) bytes += file.bytes.size();
  if (bytes > api::kReportBytesMax) return base::fail(ErrorCode::TooLarge, "At most 30 MB at once", field);
  return {};
}

base::Result<std::vector<SentFile>> in_json(const Request& request) {
  api::JsonDocument document(request.body, api::JsonSource::Request);
  TRY(const auto sources, document.finish(document.root().texts("sources")));
  std::vector<SentFile> files;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    auto bytes = domain::base64_decode(sources[i]);
    if (!bytes) return base::fail(ErrorCode::BadInput, "A message is given as base64", "sources/" + std::to_string(i));
    files.push_back({.name = {}, .bytes = *std::move(bytes)});
  }
  TRY_VOID(within_limits(files, "sources"));
  return files;
}

base::Result<std::vector<SentFile>> in_form(const Request& request) {
  if (!request.form) return base::fail(ErrorCode::BadInput, "The form cannot be read: it ends too early, or has no boundary", "file");
  std::vector<SentFile> files;
  for (const FormPart& part : *request.form) {
    if (part.is_file) files.push_back({.name = part.file_name, .bytes = part.bytes});
  }
  TRY_VOID(within_limits(files, "file"));
  return files;
}

}  // namespace

base::Result<std::vector<SentFile>> report_files(const Request& request) {
  const std::string type =
      base::to_lower_ascii(base::trim(std::string_view(request.content_type).substr(0, request.content_type.find(';'))));
  if (type == "application/json") return in_json(request);
  if (type == "multipart/form-data") return in_form(request);
  if (request.body.empty()) return base::fail(ErrorCode::BadInput, "Send the message itself", "body");
  std::vector<SentFile> files;
  files.push_back({.name = request.query_value("name"), .bytes = request.body});
  TRY_VOID(within_limits(files, "body"));
  return files;
}

}  // namespace pratique::handlers
