#include "client/api/export.hpp"

#include "client/api/word_list.hpp"
#include "client/base/text.hpp"

namespace pratique::api {
namespace {

constexpr auto kFormats = word_list<ExportFormat>("csv", "jsonl");

}  // namespace

std::string_view to_wire(ExportFormat format) {
  return kFormats.of(format);
}
std::optional<ExportFormat> parse_export_format(std::string_view word) {
  return kFormats.parse(word);
}

std::string to_export_url(std::string_view query, ExportFormat format) {
  std::string url = "/v1/export?q=" + base::percent_encode(query);
  url.append("&format=").append(to_wire(format));
  return url;
}

}  // namespace pratique::api
