// The links of a message as a reader should see them: each target once, with what it shows and where it really opens.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "client/api/message.hpp"
#include "node/mime/html_sanitizer_url.hpp"
#include "node/mime/look_alike.hpp"

namespace pratique::mime {

inline constexpr std::size_t kLinksListed = 50;

struct Links {
  std::vector<api::WhyLink> listed;  // deceptive ones first, then in order
  std::int64_t total = 0;            // different targets
};

// `html` links count; those of `text`, the other version of the same letter, only add what is not in `html`.
[[nodiscard]] Links list_links(std::span<const FoundLink> html, std::span<const FoundLink> text, const LookAlikes& look_alikes);

}  // namespace pratique::mime
