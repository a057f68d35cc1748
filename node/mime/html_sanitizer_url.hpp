// Addresses found in hostile HTML: what they are, what host they really open, and pictures as data: URIs. Total; any thread.
// Reads an address as browsers do (WHATWG URL): controls trimmed, tabs and line ends ignored, '\' is '/' in http.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pratique::mime {

enum class AddressKind : std::uint8_t { Dropped, Http, Mailto, Cid, Data };

struct HtmlAddress {
  AddressKind kind = AddressKind::Dropped;
  std::string text;  // cleaned, with its scheme; for Cid the content id, percent-decoded
};

[[nodiscard]] HtmlAddress read_html_address(std::string_view attribute);

// Host that an http(s) address opens, or the domain of a mailto's first address, lower case; empty when there is none.
[[nodiscard]] std::string host_of(const HtmlAddress& address);

// Host that a link's visible text claims to open, or empty: "https://…", "www.…", or a text that is nothing but a host name.
[[nodiscard]] std::string host_claimed_by(std::string_view link_text);

struct FoundLink {        // of HTML or of plain text
  std::string target;     // cleaned, with its scheme
  std::string host;       // that it opens
  std::string shown;      // its text, at most 1 KB
  bool mismatch = false;  // the text names another host
};

inline constexpr std::size_t kLinksRead = 1000;  // of one message

// Appends the bare http and https addresses of a text (they show what they open), until there are kLinksRead.
void find_links(std::string_view text, std::vector<FoundLink>& links);

// "image/png" and so on by the first bytes, empty for anything that is not PNG, JPEG, GIF or WebP.
[[nodiscard]] std::string_view picture_type(std::string_view bytes);
[[nodiscard]] std::string picture_data_uri(std::string_view bytes, std::string_view type);

// Bytes of a base64 `data:` URI, at most `limit`; nullopt when malformed or longer.
[[nodiscard]] std::optional<std::string> data_uri_bytes(std::string_view uri, std::size_t limit);

}  // namespace pratique::mime
