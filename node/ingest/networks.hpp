// A few networks as Postfix's mynetworks writes them: "127.0.0.0/8 [::1]/128 192.0.2.7", separated by blanks or commas. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pratique::ingest {

class Networks {
 public:
  Networks() = default;
  // Words that are not networks are left out.
  explicit Networks(std::string_view text);
  [[nodiscard]] bool contains(std::string_view address) const;  // false for what is no address

 private:
  using Key = std::array<unsigned char, 16>;  // IPv4 mapped
  struct Network {
    Key key{};
    int bits = 128;
  };
  std::vector<Network> networks_;
};

}  // namespace pratique::ingest
