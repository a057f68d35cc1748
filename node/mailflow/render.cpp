#include "node/mailflow/render.hpp"

#include <algorithm>
#include <format>

#include "node/mailflow/settings.hpp"

namespace pratique::mailflow {
namespace {

struct Template {
  std::string_view path;
  std::string_view text;
};

constexpr Template kTemplates[] = {
#include "node/mailflow/templates.inc"
};
constexpr std::string_view kController = "rspamd/override.d/worker-controller.inc";

}  // namespace

base::Result<std::string> fill(std::string_view text, const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  for (;;) {
    const std::size_t begin = text.find("@{");
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    const std::size_t end = text.find('}', begin);
    const std::string_view name = text.substr(begin + 2, end == std::string_view::npos ? end : end - begin - 2);
    const auto value = values.find(name);
    if (end == std::string_view::npos || value == values.end())
      return base::fail(base::ErrorCode::Internal, std::format("a template names “{}”, which nobody fills", name));
    out += value->second;
    text.remove_prefix(end + 1);
  }
}

base::Result<std::vector<RenderedFile>> render(const config::Config& config, std::string_view controller_hash) {
  TRY(auto values, settings_of(config));
  values["password_hash"] = controller_hash;
  std::vector<RenderedFile> files;
  for (const Template& one : kTemplates) {
    if (one.path == kController && config.filter.controller.empty()) continue;
    TRY(std::string text, fill(one.text, values));
    files.push_back({one.path, std::move(text)});
  }
  return files;
}

}  // namespace pratique::mailflow
