// A message of the node's own: plain text and HTML as alternatives (RFC 2046 §5.1.4), UTF-8, by GMime. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "client/base/clock.hpp"

namespace pratique::mime {

struct Letter {
  std::string from_name;
  std::string from;  // an address
  std::string to;
  std::string subject;
  std::string text;
  std::string html;  // empty: plain text alone
  base::WallTime at{};
};

// With CR LF, ready to be sent; marked as written by a program (RFC 3834 §5), so that nothing answers it.
[[nodiscard]] std::string compose(const Letter& letter);

}  // namespace pratique::mime
