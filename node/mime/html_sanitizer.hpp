// Hostile HTML mail → a whole small document that cannot run, fetch, submit or navigate. Allow-lists only: what is not
// known is dropped. Total: any bytes give a document; nesting, node count and output size are bounded. Any thread.
// Links lose their href: the target is kept in `data-href` and in the title, for the portal to show and to ask before opening.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "node/mime/html_sanitizer_url.hpp"

namespace pratique::mime {

enum class RemoteImages : std::uint8_t {
  Blocked,  // the address is kept in data-remote-src, nothing is fetched
  Allowed,  // http and https images keep their src
};

struct InlineImage {       // a part that `cid:` addresses may name (RFC 2392)
  std::string content_id;  // without angle brackets
  std::string bytes;       // decoded; shown only when its first bytes are those of a PNG, JPEG, GIF or WebP
};

struct SanitizeRequest {
  std::string_view html;  // UTF-8; invalid bytes become U+FFFD
  RemoteImages remote_images = RemoteImages::Blocked;
  std::span<const InlineImage> inline_images;
};

struct SanitizedHtml {
  std::string document;            // UTF-8, with its own charset and base stylesheet
  std::int64_t remote_images = 0;  // remote images asked for, loaded or not
  std::int64_t odd_links = 0;      // links whose text names another host than they open
  std::vector<FoundLink> links;    // in order, at most kLinksRead, with addresses that stand in the text as they are
  bool truncated = false;          // a bound was reached; what follows was left out
};

inline constexpr std::size_t kHtmlBytesRead = 4u << 20;      // of the source
inline constexpr std::size_t kHtmlBytesWritten = 16u << 20;  // with inlined pictures
inline constexpr std::size_t kInlineImageBytes = 8u << 20;   // all pictures of a message together
inline constexpr int kHtmlDepth = 200;                       // deeper elements are flattened into their parent

[[nodiscard]] SanitizedHtml sanitize_html(const SanitizeRequest& request);

}  // namespace pratique::mime
