// One question to a provider's server over verified TLS, by libcurl: no redirects, at most 256 KB, at most eight seconds. Blocks; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::auth {

struct WebCall {
  std::string url;
  std::string form = {};    // application/x-www-form-urlencoded; not empty: POST
  std::string bearer = {};  // RFC 6750
  std::string user = {};    // HTTP Basic, with `password`
  std::string password = {};
};

struct WebAnswer {
  int status = 0;
  std::string body;
};

// https://, or http:// on the machine itself (tests, a provider behind the same proxy).
[[nodiscard]] bool is_callable(std::string_view url);
[[nodiscard]] bool is_loopback_http(std::string_view url);

// Unavailable: no answer, a certificate that does not fit, too long; `detail` says which.
[[nodiscard]] base::Result<WebAnswer> call(const WebCall& call);

}  // namespace pratique::auth
