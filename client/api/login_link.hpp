// Signing in with a link that comes by mail: once, within 15 minutes.
//   POST /v1/session/link      LinkWanted → 202, the same whether or not there is such an account; 422: not set up on this node
//   POST /v1/session/link/use  LinkSignIn → 201 Session; 401: the link is over or was used
// Opening the link in a browser asks for a click before it is used: programs that look at mail follow links.
// Plain values shared by client and node; total; any thread.
#pragma once

#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::api {

struct LinkWanted {
  std::string login;
  std::string language;  // of the page, where the account has none; may be left out
};

struct LinkSignIn {
  std::string link;  // what follows #link= in the address
  std::string code;  // of the second factor, where there is one
  bool stay = false;
};

[[nodiscard]] base::Result<LinkWanted> decode_link_wanted(std::string_view json);
[[nodiscard]] base::Result<LinkSignIn> decode_link_sign_in(std::string_view json);

}  // namespace pratique::api
