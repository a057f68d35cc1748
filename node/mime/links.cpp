#include "node/mime/links.hpp"

#include <algorithm>
#include <unordered_map>

#include "client/base/text.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kShownCodePoints = 200;
constexpr std::size_t kTargetBytes = 2000;

std::string first_bytes(const std::string& text, std::size_t limit) {
  std::string valid = base::to_valid_utf8(text);
  if (valid.size() <= limit) return valid;
  while (limit > 0 && (static_cast<unsigned char>(valid[limit]) & 0xC0) == 0x80) --limit;
  valid.resize(limit);
  return valid;
}

class Collector {
 public:
  explicit Collector(const LookAlikes& look_alikes) : look_alikes_(look_alikes) {}

  [[nodiscard]] bool has(const FoundLink& link) const { return places_.contains(link.target); }

  void add(const FoundLink& found) {
    const auto [place, is_new] = places_.try_emplace(found.target, links_.size());
    if (!is_new) {
      api::WhyLink& known = links_[place->second];
      ++known.count;
      // Of several texts for one target the one that deceives is the one to show.
      if (found.mismatch && !known.mismatch) known.shown = one_line(found.shown);
      known.mismatch = known.mismatch || found.mismatch;
      return;
    }
    api::WhyLink link;
    link.shown = one_line(found.shown);
    link.target = first_bytes(found.target, kTargetBytes);
    link.host = look_alikes_.shown(found.host);
    link.mismatch = found.mismatch;
    link.look_alike = look_alikes_.of(found.host).has_value();
    links_.push_back(std::move(link));
  }

  [[nodiscard]] Links take() {
    Links out;
    out.total = static_cast<std::int64_t>(links_.size());
    std::ranges::stable_sort(links_, std::ranges::greater{},
                             [](const api::WhyLink& link) { return (link.look_alike ? 2 : 0) + (link.mismatch ? 1 : 0); });
    if (links_.size() > kLinksListed) links_.resize(kLinksListed);
    out.listed = std::move(links_);
    return out;
  }

 private:
  static std::string one_line(const std::string& text) {
    return std::string(base::first_code_points(base::to_one_line(text), kShownCodePoints));
  }

  const LookAlikes& look_alikes_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<api::WhyLink> links_;
};

}  // namespace

Links list_links(std::span<const FoundLink> html, std::span<const FoundLink> text, const LookAlikes& look_alikes) {
  Collector collector(look_alikes);
  for (const FoundLink& link : html) collector.add(link);
  std::vector<const FoundLink*> more;
  for (const FoundLink& link : text) {
    if (!collector.has(link)) more.push_back(&link);
  }
  for (const FoundLink* link : more) collector.add(*link);
  return collector.take();
}

}  // namespace pratique::mime
