#include "node/domain/filter_switches.hpp"

namespace pratique::domain {

std::string_view word_of(FilterSwitch which) {
  switch (which) {
    case FilterSwitch::Greylisting:
      return "greylisting";
    case FilterSwitch::Spf:
      return "spf";
    case FilterSwitch::Dkim:
      return "dkim";
    case FilterSwitch::Dmarc:
      return "dmarc";
    case FilterSwitch::Attachments:
      return "attachments";
    case FilterSwitch::RecipientCheck:
      return "recipient_check";
  }
  return {};
}

std::optional<FilterSwitch> parse_filter_switch(std::string_view word) {
  for (const FilterSwitch which : kFilterSwitches) {
    if (word_of(which) == word) return which;
  }
  return std::nullopt;
}

void FilterSwitches::set(FilterSwitch which, bool is_on) {
  if (is_on)
    off_.erase(which);
  else
    off_.insert(which);
}

}  // namespace pratique::domain
