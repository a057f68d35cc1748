#include "node/tls/proxy.hpp"

#include <algorithm>
#include <format>
#include <map>
#include <string_view>

#include "node/mailflow/render.hpp"

namespace pratique::tls {
namespace {

struct Template {
  std::string_view path;
  std::string_view text;
};
constexpr Template kTemplates[] = {
#include "node/tls/templates.inc"
};

}  // namespace

base::Result<std::string> proxy_configuration(const ProxySettings& settings) {
  const std::map<std::string, std::string, std::less<>> values{{"folder", settings.folder.string()},
                                                               {"certificates", settings.certificates.string()},
                                                               {"user", settings.user},
                                                               {"node", settings.node},
                                                               {"https", settings.https},
                                                               {"http", settings.http}};
  for (const auto& [name, value] : values) {
    if (value.empty() || std::ranges::any_of(value, [](unsigned char c) {
          return c <= ' ' || c == 0x7F || std::string_view(";{}\"'$\\#").contains(static_cast<char>(c));
        }))
      return base::fail(base::ErrorCode::BadInput, std::format("“{}” cannot stand in nginx's configuration as {}", value, name));
  }
  return mailflow::fill(kTemplates[0].text, values);
}

}  // namespace pratique::tls
