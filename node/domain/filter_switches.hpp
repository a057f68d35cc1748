// What a domain wants checked, each on unless switched off. Values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

namespace pratique::domain {

// The numbers are on people's disks: append only.
enum class FilterSwitch : std::uint8_t {
  Greylisting = 0,     // unknown senders are asked to come again
  Spf = 1,             // RFC 7208
  Dkim = 2,            // RFC 6376
  Dmarc = 3,           // RFC 7489
  Attachments = 4,     // files of blocked kinds are held
  RecipientCheck = 5,  // Postfix asks the destination server whether the mailbox exists
};
inline constexpr std::array kFilterSwitches{FilterSwitch::Greylisting, FilterSwitch::Spf,         FilterSwitch::Dkim,
                                            FilterSwitch::Dmarc,       FilterSwitch::Attachments, FilterSwitch::RecipientCheck};

// "greylisting", "spf", "dkim", "dmarc", "attachments", "recipient_check": on the command line and in the filter's map.
[[nodiscard]] std::string_view word_of(FilterSwitch which);
[[nodiscard]] std::optional<FilterSwitch> parse_filter_switch(std::string_view word);

class FilterSwitches {
 public:
  [[nodiscard]] bool is_on(FilterSwitch which) const { return !off_.contains(which); }
  void set(FilterSwitch which, bool is_on);
  [[nodiscard]] const std::set<FilterSwitch>& off() const { return off_; }
  bool operator==(const FilterSwitches&) const = default;

 private:
  std::set<FilterSwitch> off_;
};

}  // namespace pratique::domain
