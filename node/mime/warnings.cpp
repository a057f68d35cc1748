#include "node/mime/warnings.hpp"

#include <algorithm>
#include <set>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kLinkWarnings = 3;
constexpr std::size_t kNameBytes = 500;

std::string organisation_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : domain::organisational_domain(base::to_lower_ascii(address.substr(at + 1)));
}

bool differ(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && a != b;
}

// An address that stands in a display name: "ann@bank.example" <x@evil.example>.
std::string address_in(std::string_view name) {
  name = name.substr(0, kNameBytes);
  static constexpr std::string_view kBreaks = " \t\"'<>()[],;:";
  while (!name.empty()) {
    const auto end = std::min(name.find_first_of(kBreaks), name.size());
    const std::string_view word = name.substr(0, end);
    if (const auto at = word.find('@'); at != std::string_view::npos && word.find('.', at) != std::string_view::npos) {
      if (const auto address = domain::parse_address(word)) return address->text();
    }
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return {};
}

}  // namespace

std::vector<api::WhyWarning> warnings_of(const WarningFacts& facts, const std::vector<api::WhyLink>& links, const LookAlikes& look_alikes) {
  std::vector<api::WhyWarning> out;
  const std::string& from = facts.from.address;
  const std::string own = organisation_of(from);
  if (facts.envelope_differs) out.push_back({"sender_differs", {{"envelope", std::string(facts.envelope_from)}, {"from", from}}});
  if (const std::string shown = address_in(facts.from.name); differ(organisation_of(shown), own))
    out.push_back({"name_is_address", {{"shown", shown}, {"from", from}}});
  if (differ(organisation_of(facts.reply_to.address), own))
    out.push_back({"reply_differs", {{"reply_to", facts.reply_to.address}, {"from", from}}});
  if (const auto at = from.rfind('@'); at != std::string::npos) {
    const std::string_view domain = std::string_view(from).substr(at + 1);
    if (const auto like = look_alikes.of(domain))
      out.push_back({"look_alike_domain", {{"domain", look_alikes.shown(domain)}, {"like", *like}}});
  }
  std::set<std::string> said;
  for (const api::WhyLink& link : links) {
    if (!link.look_alike || said.size() == kLinkWarnings || !said.insert(link.host).second) continue;
    if (const auto like = look_alikes.of(link.host)) out.push_back({"look_alike_link", {{"domain", link.host}, {"like", *like}}});
  }
  return out;
}

}  // namespace pratique::mime
