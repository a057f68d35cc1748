#include "node/mime/nesting.hpp"

#include "client/base/text.hpp"

namespace pratique::mime {
namespace {

constexpr std::string_view kField = "content-type";

// A container's declaration: the field may be folded, so the type is looked for in what follows the name.
bool declares_container(std::string_view field) {
  const std::string value = base::to_lower_ascii(field.substr(kField.size(), 200));
  return value.find("multipart") != std::string::npos || value.find("message") != std::string::npos;
}

}  // namespace

std::size_t safe_nesting_length(std::string_view message) {
  int containers = 0;
  for (std::size_t line = 0; line < message.size();) {
    if ((message[line] == 'c' || message[line] == 'C') && base::equals_ignoring_ascii_case(message.substr(line, kField.size()), kField) &&
        declares_container(message.substr(line, 400)) && ++containers > kContainersRead) {
      return line;
    }
    const auto newline = message.find('\n', line);
    if (newline == std::string_view::npos) break;
    line = newline + 1;
  }
  return message.size();
}

}  // namespace pratique::mime
