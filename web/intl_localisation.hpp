// ports::Localisation by the browser's Intl: separators, dates, plural rules and the reader's time zone. The language is
// set when the look changes; an unknown tag falls back to English. UI thread.
#pragma once

#include <array>

#include "client/ports/platform.hpp"

namespace pratique::web {

class IntlLocalisation final : public ports::Localisation {
 public:
  void set_language(std::string_view tag);  // BCP 47
  [[nodiscard]] std::string number(std::int64_t value) const override;
  [[nodiscard]] std::string decimal(double value, int fraction_digits) const override;
  [[nodiscard]] std::string date(base::WallTime at, DateStyle style) const override;
  [[nodiscard]] std::string plural(std::int64_t count) const override;
  [[nodiscard]] int zone_offset_minutes(base::WallTime at) const override;

 private:
  // A frame asks for the same few dozen again and again, and each question leaves WebAssembly. One place per key; a newer one takes it.
  template <class V, std::size_t N>
  struct Memo {
    struct Slot {
      std::uint64_t key = 0;
      bool known = false;
      V value{};
    };
    mutable std::array<Slot, N> slots;

    template <class Ask>
    V find(std::uint64_t key, Ask ask) const {
      Slot& slot = slots[(key * 0x9E3779B97F4A7C15ULL >> 40U) % N];
      if (!slot.known || slot.key != key) slot = {key, true, ask()};
      return slot.value;
    }
    void clear() { slots = {}; }
  };
  Memo<std::string, 256> decimals_;
  Memo<std::string, 256> dates_;
  Memo<std::string, 64> plurals_;
  Memo<int, 256> offsets_;
};

}  // namespace pratique::web
