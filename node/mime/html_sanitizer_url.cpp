#include "node/mime/html_sanitizer_url.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace pratique::mime {
namespace {

constexpr std::size_t kAddressBytes = 8192;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_alpha(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

std::string_view trim_controls(std::string_view text) {
  auto blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// Bidirectional overrides and isolates would let an address read as another one where it is shown.
bool is_bidi_control(std::string_view rest) {
  if (rest.size() < 3 || rest[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(rest[1]);
  const auto third = static_cast<unsigned char>(rest[2]);
  return (second == 0x80 && ((third >= 0xAA && third <= 0xAE) || third == 0x8E || third == 0x8F)) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

std::string without_hidden(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_bidi_control(text.substr(i))) {
      i += 2;
      continue;
    }
    if (static_cast<unsigned char>(text[i]) >= 0x20 && text[i] != 0x7F) out += text[i];
  }
  return out;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The part between "//" and the path, after a browser's reading of slashes.
std::string authority_host(std::string_view after_scheme) {
  std::size_t begin = 0;
  while (begin < after_scheme.size() && (after_scheme[begin] == '/' || after_scheme[begin] == '\\')) ++begin;
  std::string_view authority = after_scheme.substr(begin);
  authority = authority.substr(0, authority.find_first_of("/\\?#"));
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  if (authority.starts_with('[')) return lowered(authority.substr(0, authority.find(']') + 1));
  std::string host = lowered(percent_decoded(authority.substr(0, authority.find(':'))));
  while (host.ends_with('.')) host.pop_back();
  return host;
}

// Names of files and techniques that look like hosts in prose ("Node.js"); a link on them is no claim.
constexpr std::array<std::string_view, 8> kNotTopLevel{"js", "py", "ts", "cs", "rb", "md", "sh", "vb"};
constexpr std::array<std::string_view, 14> kTopLevel{"com",  "net", "org", "edu",  "gov",    "mil",   "int",
                                                     "info", "biz", "app", "shop", "online", "store", "example"};

bool is_host_name(std::string_view host) {
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || host.size() > 253) return false;
  const std::string_view top = host.substr(dot + 1);
  for (char c : host) {
    if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '.' && static_cast<unsigned char>(c) < 0x80) return false;
  }
  if (std::ranges::find(kTopLevel, top) != kTopLevel.end() || top.starts_with("xn--")) return true;
  return top.size() == 2 && is_alpha(top[0]) && is_alpha(top[1]) && std::ranges::find(kNotTopLevel, top) == kNotTopLevel.end();
}

}  // namespace

HtmlAddress read_html_address(std::string_view attribute) {
  const std::string_view trimmed = trim_controls(attribute);
  const std::size_t colon = trimmed.find(':');
  std::string scheme;
  for (char c : trimmed.substr(0, std::min(colon, trimmed.size()))) {
    if (c != '\t' && c != '\n' && c != '\r') scheme += lower(c);
  }
  if (colon != std::string_view::npos && scheme == "data") return {AddressKind::Data, std::string(trimmed)};
  if (trimmed.size() > kAddressBytes) return {};
  const std::string clean = without_hidden(trimmed);
  if (clean.starts_with("//") || clean.starts_with("\\\\")) return {AddressKind::Http, "https://" + clean.substr(2)};
  const std::size_t clean_colon = clean.find(':');
  if (clean_colon == std::string::npos) return {};
  scheme = lowered(std::string_view(clean).substr(0, clean_colon));
  const std::string rest = clean.substr(clean_colon + 1);
  if (scheme == "http" || scheme == "https") {
    HtmlAddress address{AddressKind::Http, scheme + ":" + rest};
    return authority_host(rest).empty() ? HtmlAddress{} : address;
  }
  if (scheme == "mailto") return {AddressKind::Mailto, "mailto:" + rest};
  if (scheme == "cid") return {AddressKind::Cid, percent_decoded(rest)};
  return {};
}

std::string host_of(const HtmlAddress& address) {
  const std::string_view text = address.text;
  const std::string_view rest = text.substr(std::min(text.find(':') + 1, text.size()));
  if (address.kind == AddressKind::Http) return authority_host(rest);
  if (address.kind != AddressKind::Mailto) return {};
  const std::string mailbox = percent_decoded(rest.substr(0, rest.find_first_of("?,")));
  const auto at = mailbox.rfind('@');
  return at == std::string::npos ? std::string() : lowered(std::string_view(mailbox).substr(at + 1));
}

std::string host_claimed_by(std::string_view link_text) {
  const std::string text = lowered(without_hidden(trim_controls(link_text)));
  if (text.empty() || text.size() > kAddressBytes) return {};
  for (std::string_view scheme : {"https://", "http://"}) {
    if (const auto found = text.find(scheme); found != std::string::npos) {
      const std::string_view rest = std::string_view(text).substr(found + scheme.size());
      return authority_host(rest.substr(0, rest.find_first_of(" \"'<>")));
    }
  }
  if (text.find(' ') != std::string::npos) return {};
  if (const auto at = text.rfind('@'); at != std::string::npos) {
    const std::string host = text.substr(at + 1);
    return is_host_name(host) ? host : std::string();
  }
  const std::string host = authority_host(text);
  return text.starts_with("www.") || is_host_name(host) ? host : std::string();
}

void find_links(std::string_view text, std::vector<FoundLink>& links) {
  std::size_t at = 0;
  while (links.size() < kLinksRead) {
    at = text.find("://", at);
    if (at == std::string_view::npos) return;
    std::size_t begin = at;
    while (begin > 0 && is_alpha(text[begin - 1]) && at - begin < 6) --begin;
    const std::string scheme = lowered(text.substr(begin, at - begin));
    at += 3;
    if (!scheme.ends_with("http") && !scheme.ends_with("https")) continue;
    std::size_t end = std::min(text.find_first_of(" \t\r\n\"<>", at), text.size());
    at = end;
    // What ends a sentence or closes a bracket is not part of an address that stands in it.
    while (end > begin && std::string_view(".,;:!?)]}'*_").find(text[end - 1]) != std::string_view::npos) --end;
    begin += scheme.size() - (scheme.ends_with('s') ? 5 : 4);
    const std::string_view shown = text.substr(begin, end - begin);
    HtmlAddress address = read_html_address(shown);
    if (address.kind != AddressKind::Http) continue;
    std::string host = host_of(address);
    links.push_back({std::move(address.text), std::move(host), std::string(shown.substr(0, 1024)), false});
  }
}

std::string_view picture_type(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("\x89PNG\r\n\x1A\n", 8))) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
  return {};
}

std::string picture_data_uri(std::string_view bytes, std::string_view type) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string encoded(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), kVariant);
  encoded.pop_back();  // the terminating zero
  return "data:" + std::string(type) + ";base64," + encoded;
}

std::optional<std::string> data_uri_bytes(std::string_view uri, std::size_t limit) {
  const auto comma = uri.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  std::string head = lowered(uri.substr(0, comma));
  std::erase_if(head, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  if (!head.ends_with(";base64") || uri.size() - comma > limit / 3 * 4 + 1024) return std::nullopt;
  const std::string text = percent_decoded(uri.substr(comma + 1));
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  for (const int variant : {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING}) {
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), " \t\r\n", &length,
                          nullptr, variant) == 0) {
      bytes.resize(length);
      return length > limit ? std::nullopt : std::optional(std::move(bytes));
    }
  }
  return std::nullopt;
}

}  // namespace pratique::mime
