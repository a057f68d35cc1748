#include "node/domain/log_reason.hpp"

#include <array>
#include <string>

#include "client/base/text.hpp"

namespace pratique::domain {
namespace {

using api::MessageClass;

constexpr std::uint8_t kServer = 1;
constexpr std::uint8_t kFilter = 2;
constexpr std::uint8_t kDestination = 4;
constexpr std::uint8_t kHere = kServer | kFilter;
constexpr std::uint8_t kAny = kHere | kDestination;

std::uint8_t bit_of(Speaker speaker) {
  return speaker == Speaker::Server ? kServer : speaker == Speaker::Filter ? kFilter : kDestination;
}

struct ReplyRow {
  std::string_view code;   // enhanced status code, '*' for any first digit or rest; empty: any
  std::string_view words;  // in lower case, anywhere in the reply; empty: any
  std::uint8_t speakers = kAny;
  LogReason reason;
};

// The first row that fits decides. Codes that servers use for many things (5.7.1) stand below the words that tell them apart.
constexpr auto kReplies = std::to_array<ReplyRow>({
    // Codes that say it all
    {"*.2.2", "", kAny, {"mailbox_full", MessageClass::Error}},
    {"*.3.4", "", kAny, {"too_large", MessageClass::Policy}},
    {"*.2.3", "", kAny, {"too_large", MessageClass::Policy}},
    {"*.4.6", "", kAny, {"mail_loop", MessageClass::Error}},
    {"*.4.7", "", kDestination, {"queue_lifetime", MessageClass::Error}},
    {"*.7.20", "", kHere, {"dkim_fail", MessageClass::Policy}},
    {"*.7.21", "", kHere, {"dkim_fail", MessageClass::Policy}},
    {"*.7.23", "", kHere, {"spf_fail", MessageClass::Policy}},
    {"*.7.25", "", kHere, {"server_name", MessageClass::Policy}},
    {"*.7.26", "", kHere, {"dmarc_reject", MessageClass::Policy}},
    {"*.1.8", "", kHere, {"sender_unknown", MessageClass::Policy}},
    // Our own server
    {"", "relay access denied", kServer, {"relay_denied", MessageClass::Policy}},
    {"", "relaying denied", kServer, {"relay_denied", MessageClass::Policy}},
    {"", "sender address rejected", kServer, {"sender_unknown", MessageClass::Policy}},
    {"", "unverified address", kServer, {"recipient_unverified", MessageClass::Error}},
    {"", "undeliverable address", kServer, {"recipient_unknown", MessageClass::Policy}},
    {"", "user unknown", kServer, {"recipient_unknown", MessageClass::Policy}},
    {"4.1.1", "", kServer, {"recipient_unverified", MessageClass::Error}},
    {"5.1.1", "", kServer, {"recipient_unknown", MessageClass::Policy}},
    {"*.1.2", "", kServer, {"recipient_unknown", MessageClass::Policy}},
    {"*.1.3", "", kServer, {"recipient_unknown", MessageClass::Policy}},
    {"*.1.7", "", kServer, {"sender_unknown", MessageClass::Policy}},
    {"", "blocked using", kHere, {"dnsbl", MessageClass::Spam}},
    {"", "helo command rejected", kServer, {"server_name", MessageClass::Policy}},
    {"", "cannot find your", kServer, {"server_name", MessageClass::Policy}},
    {"", "greylist", kHere, {"greylisted", MessageClass::Unknown}},
    {"", "rate limit", kHere, {"rate_limit", MessageClass::Policy}},
    {"", "ratelimit", kHere, {"rate_limit", MessageClass::Policy}},
    {"", "too many", kServer, {"rate_limit", MessageClass::Policy}},
    {"", "too much mail", kServer, {"rate_limit", MessageClass::Policy}},
    {"*.5.3", "", kServer, {"rate_limit", MessageClass::Policy}},
    {"", "message size", kHere, {"too_large", MessageClass::Policy}},
    {"", "pipelining", kServer, {"protocol_error", MessageClass::Policy}},
    {"", "improper use", kServer, {"protocol_error", MessageClass::Policy}},
    {"", "protocol error", kServer, {"protocol_error", MessageClass::Policy}},
    {"", "bare newline", kServer, {"protocol_error", MessageClass::Policy}},
    {"*.5.0", "", kServer, {"protocol_error", MessageClass::Policy}},
    {"*.5.1", "", kServer, {"protocol_error", MessageClass::Policy}},
    {"*.5.2", "", kServer, {"protocol_error", MessageClass::Policy}},
    {"", "need fully-qualified", kServer, {"protocol_error", MessageClass::Policy}},
    // The filter's words
    {"", "spf", kFilter, {"spf_fail", MessageClass::Policy}},
    {"", "dmarc", kFilter, {"dmarc_reject", MessageClass::Policy}},
    {"", "dkim", kFilter, {"dkim_fail", MessageClass::Policy}},
    {"", "virus", kFilter, {"virus_found", MessageClass::Virus}},
    {"", "infected", kFilter, {"virus_found", MessageClass::Virus}},
    {"", "attachment", kFilter, {"attachment_type", MessageClass::Policy}},
    {"", "file type", kFilter, {"attachment_type", MessageClass::Policy}},
    {"", "spam message rejected", kFilter, {"score_over_limit", MessageClass::Spam}},
    {"", "gtube", kFilter, {"score_over_limit", MessageClass::Spam}},
    {"", "spam", kFilter, {"score_over_limit", MessageClass::Spam}},
    {"", "service unavailable", kFilter, {"filter_down", MessageClass::Error}},
    {"4.7.1", "try again later", kFilter, {"greylisted", MessageClass::Unknown}},
    {"4.7.*", "", kFilter, {"greylisted", MessageClass::Unknown}},
    {"4.*", "", kHere, {"filter_down", MessageClass::Error}},
    {"5.7.1", "", kFilter, {"score_over_limit", MessageClass::Spam}},
    {"5.*", "", kHere, {"protocol_error", MessageClass::Policy}},
    // The other side
    {"", "over quota", kDestination, {"mailbox_full", MessageClass::Error}},
    {"", "quota exceeded", kDestination, {"mailbox_full", MessageClass::Error}},
    {"", "mailbox full", kDestination, {"mailbox_full", MessageClass::Error}},
    {"", "mailbox is full", kDestination, {"mailbox_full", MessageClass::Error}},
    {"*.1.1", "", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"*.1.10", "", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"*.1.6", "", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"*.2.1", "", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"", "user unknown", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"", "unknown user", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"", "no such user", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"", "user doesn't exist", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"", "does not exist", kDestination, {"mailbox_unknown", MessageClass::Error}},
    {"", "loops back to myself", kDestination, {"mail_loop", MessageClass::Error}},
    {"", "too many hops", kDestination, {"mail_loop", MessageClass::Error}},
    {"", "mail forwarding loop", kDestination, {"mail_loop", MessageClass::Error}},
    {"", "message size exceeds", kDestination, {"too_large", MessageClass::Policy}},
    {"", "connection refused", kDestination, {"destination_down", MessageClass::Error}},
    {"", "connection timed out", kDestination, {"destination_down", MessageClass::Error}},
    {"", "no route to host", kDestination, {"destination_down", MessageClass::Error}},
    {"", "network is unreachable", kDestination, {"destination_down", MessageClass::Error}},
    {"", "lost connection", kDestination, {"destination_down", MessageClass::Error}},
    {"", "connection reset", kDestination, {"destination_down", MessageClass::Error}},
    {"", "host not found", kDestination, {"destination_down", MessageClass::Error}},
    {"", "domain name not found", kDestination, {"destination_down", MessageClass::Error}},
    {"", "name service error", kDestination, {"destination_down", MessageClass::Error}},
    {"", "host or domain name not found", kDestination, {"destination_down", MessageClass::Error}},
    {"", "while receiving the initial server greeting", kDestination, {"destination_down", MessageClass::Error}},
    {"4.4.*", "", kDestination, {"destination_down", MessageClass::Error}},
    {"5.4.*", "", kDestination, {"destination_down", MessageClass::Error}},
    {"", "greylist", kDestination, {"destination_busy", MessageClass::Error}},
    {"5.7.*", "", kDestination, {"remote_policy", MessageClass::Policy}},
    {"", "blocked", kDestination, {"remote_policy", MessageClass::Policy}},
    {"", "blacklist", kDestination, {"remote_policy", MessageClass::Policy}},
    {"", "spam", kDestination, {"remote_policy", MessageClass::Policy}},
    {"", "policy", kDestination, {"remote_policy", MessageClass::Policy}},
    {"4.*", "", kDestination, {"destination_busy", MessageClass::Error}},
    {"5.*", "", kDestination, {"destination_refused", MessageClass::Error}},
});

struct NameRow {
  std::string_view name;  // a trailing '*' stands for any ending
  LogReason reason;
};

constexpr auto kModules = std::to_array<NameRow>({
    {"greylist*", {"greylisted", MessageClass::Unknown}},
    {"ratelimit*", {"rate_limit", MessageClass::Policy}},
    {"dmarc*", {"dmarc_reject", MessageClass::Policy}},
    {"spf*", {"spf_fail", MessageClass::Policy}},
    {"dkim*", {"dkim_fail", MessageClass::Policy}},
    {"antivirus*", {"virus_found", MessageClass::Virus}},
    {"clam*", {"virus_found", MessageClass::Virus}},
    {"mime_types*", {"attachment_type", MessageClass::Policy}},
    {"rbl*", {"dnsbl", MessageClass::Spam}},
    {"surbl*", {"url_list", MessageClass::Spam}},
    {"pratique*", {"sender_blocked", MessageClass::BlockList}},
});

constexpr auto kSymbols = std::to_array<NameRow>({
    {"R_SPF_FAIL", {"spf_fail", MessageClass::Policy}},
    {"R_DKIM_REJECT", {"dkim_fail", MessageClass::Policy}},
    {"DMARC_POLICY_REJECT", {"dmarc_reject", MessageClass::Policy}},
    {"RBL_*", {"dnsbl", MessageClass::Spam}},
    {"RECEIVED_SPAMHAUS_*", {"dnsbl", MessageClass::Spam}},
    {"URIBL_*", {"url_list", MessageClass::Spam}},
    {"DBL_*", {"url_list", MessageClass::Spam}},
    {"SURBL_*", {"url_list", MessageClass::Spam}},
    {"MIME_BAD_*", {"attachment_type", MessageClass::Policy}},
    {"MIME_DOUBLE_BAD_*", {"attachment_type", MessageClass::Policy}},
    {"RATELIMIT*", {"rate_limit", MessageClass::Policy}},
});

bool fits(std::string_view pattern, std::string_view text) {
  if (pattern.starts_with('*')) {
    const auto dot = text.find('.');
    return dot != std::string_view::npos && fits(pattern.substr(1), text.substr(dot));
  }
  if (pattern.ends_with('*')) return text.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == text;
}

template <std::size_t N>
LogReason find_name(const std::array<NameRow, N>& rows, std::string_view name) {
  for (const NameRow& row : rows) {
    if (fits(row.name, name)) return row.reason;
  }
  return {};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "5.1.1" of "550 5.1.1 …" or of "5.1.1 …"; of a bare "550 …" its first digit as "5.0.0".
std::string enhanced_code_of(std::string_view reply) {
  std::string_view rest = base::trim(reply);
  const bool has_basic = rest.size() >= 3 && is_digit(rest[0]) && is_digit(rest[1]) && is_digit(rest[2]);
  const char first = rest.empty() ? '\0' : rest[0];
  if (has_basic) rest = rest.substr(std::min<std::size_t>(4, rest.size()));
  std::size_t end = 0;
  while (end < rest.size() && end < 9 && (is_digit(rest[end]) || rest[end] == '.')) ++end;
  const std::string_view code = rest.substr(0, end);
  if (code.size() >= 5 && (code[0] == '4' || code[0] == '5') && code[1] == '.') return std::string(code);
  if (has_basic && (first == '4' || first == '5')) return std::string{first} + ".x";
  return {};
}

}  // namespace

LogReason reason_of_reply(std::string_view reply, Speaker speaker) {
  const std::string code = enhanced_code_of(reply);
  const std::string words = base::to_lower_ascii(reply);
  for (const ReplyRow& row : kReplies) {
    if ((row.speakers & bit_of(speaker)) == 0) continue;
    if (!row.code.empty() && (code.empty() || !fits(row.code, code))) continue;
    if (row.words.empty() || words.find(row.words) != std::string::npos) return row.reason;
  }
  return {};
}

LogReason reason_of_module(std::string_view module) {
  return module.empty() ? LogReason{} : find_name(kModules, base::to_lower_ascii(module));
}

LogReason reason_of_symbols(std::span<const api::RuleHit> rules) {
  const api::RuleHit* top = nullptr;
  double points = 0;
  for (const api::RuleHit& rule : rules) {
    if (rule.weight <= 0) continue;
    points += rule.weight;
    if (top == nullptr || rule.weight > top->weight) top = &rule;
  }
  if (top == nullptr || top->weight < points / 2) return {};
  return find_name(kSymbols, top->symbol);
}

}  // namespace pratique::domain
