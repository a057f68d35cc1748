#include "node/domain/base64.hpp"

#include <sodium.h>

namespace pratique::domain {

std::optional<std::string> base64_decode(std::string_view text) {
  constexpr const char* kIgnored = " \t\r\n=";
  const bool is_url = text.find_first_of("-_") != std::string_view::npos;
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const int variant = is_url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), kIgnored, &size, &end,
                        variant) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace pratique::domain
