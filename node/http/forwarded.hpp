// Who is really asking, and under which name: the connection's peer, or, where that is a proxy of ours, what it says in X-Forwarded-For,
// -Host and -Proto. Nobody else is believed. Pure; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace pratique::http {

using IsProxy = std::function<bool(std::string_view ip)>;  // empty: there is none

struct Said {
  std::string_view peer_ip;
  std::string_view host;            // Host, as sent
  std::string_view forwarded_for;   // "client, proxy, proxy": each hop adds whom it heard it from
  std::string_view forwarded_host;  // the last of several is the nearest proxy's
  std::string_view forwarded_proto;
};

struct Asker {
  std::string client_ip;
  std::string host;  // lower case, without port and final dot; empty: none, or no name
  bool is_https = false;
};

// The client is the last hop of X-Forwarded-For that is no proxy of ours; what is before it, anybody may have written.
[[nodiscard]] Asker asker_of(const Said& said, const IsProxy& is_proxy);

}  // namespace pratique::http
