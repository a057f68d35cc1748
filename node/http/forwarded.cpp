#include "node/http/forwarded.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "client/base/text.hpp"

namespace pratique::http {
namespace {

constexpr std::size_t kHostBytes = 253;

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> ignored{};
  return inet_pton(AF_INET, text.c_str(), ignored.data()) == 1 || inet_pton(AF_INET6, text.c_str(), ignored.data()) == 1;
}

std::string_view last_of(std::string_view list) {
  const auto comma = list.rfind(',');
  return base::trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

std::string host_name(std::string_view host) {
  if (host.starts_with('[')) return std::string(host.substr(0, host.find(']') + 1));
  std::string_view name = host.substr(0, host.find(':'));
  if (name.ends_with('.')) name.remove_suffix(1);
  const bool is_name = std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_'; });
  return is_name && name.size() <= kHostBytes ? base::to_lower_ascii(name) : std::string();
}

}  // namespace

Asker asker_of(const Said& said, const IsProxy& is_proxy) {
  Asker asker{std::string(said.peer_ip), host_name(base::trim(said.host)), false};
  const auto is_ours = [&is_proxy](std::string_view ip) { return is_proxy && is_proxy(ip); };
  if (!is_ours(said.peer_ip)) return asker;
  if (const std::string host = host_name(last_of(said.forwarded_host)); !host.empty()) asker.host = host;
  asker.is_https = base::equals_ignoring_ascii_case(last_of(said.forwarded_proto), "https");
  std::string_view chain = said.forwarded_for;
  while (is_ours(asker.client_ip)) {
    const std::string hop(last_of(chain));
    if (!is_address(hop)) break;  // the end of the chain, or nothing that a proxy writes
    asker.client_ip = hop;
    const auto comma = chain.rfind(',');
    chain = comma == std::string_view::npos ? std::string_view() : chain.substr(0, comma);
  }
  return asker;
}

}  // namespace pratique::http
