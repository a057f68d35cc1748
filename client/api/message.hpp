// A message as the API shows it: one row per delivery (one message to one recipient), and what opening it adds.
// Plain values shared by client and node; encode/decode are total and never throw. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

enum class Direction : std::uint8_t { Incoming, Outgoing };

enum class Status : std::uint8_t {
  Accepted,
  Delivered,
  Deferred,
  Bounced,
  Tempfailed,
  Rejected,
  Quarantined,
  ReleasePending,
  Released,
  Removed,
  Expired,
};

enum class MessageClass : std::uint8_t {
  Spam,
  Phish,
  Virus,
  Bulk,
  Policy,
  Error,
  Unsure,
  NotSpam,
  AllowList,
  BlockList,
  Unknown,
};

struct Mailbox {  // RFC 5322 mailbox, decoded: Unicode display name, address with its domain in lower case
  std::string name;
  std::string address;
  bool operator==(const Mailbox&) const = default;
};

struct Wave {  // near-identical messages that came together; count 0 when alone
  std::string id;
  std::int64_t count = 0;
  bool operator==(const Wave&) const = default;
};

struct Delivery {  // the hand-over to the destination server
  std::optional<base::WallTime> at;
  std::string host;
  std::string ip;
  std::int64_t port = 0;
  std::string reply;  // the server's last reply, verbatim: "250 2.0.0 Ok"
  bool operator==(const Delivery&) const = default;
};

// Everything a list row needs, so that scrolling asks for nothing else.
struct MessageSummary {
  MessageId id;
  base::WallTime received_at{};
  Direction direction = Direction::Incoming;
  std::string node;
  std::string queue_id;       // Postfix queue id (XFORWARD IDENT), or empty
  std::string message_id;     // RFC 5322 Message-ID without angle brackets, or empty
  std::string envelope_from;  // RFC 5321 MAIL FROM; empty = null reverse-path
  Mailbox header_from;
  bool envelope_mismatch = false;  // organisational domains of envelope sender and header From differ
  std::string recipient;           // RFC 5321 RCPT TO
  std::string subject;             // decoded; undecodable bytes are U+FFFD; no control characters
  std::string snippet;             // start of the readable text, one line, at most 200 code points
  std::int64_t size_bytes = 0;
  std::int64_t attachment_count = 0;
  Wave wave;
  bool worth_a_look = false;
  std::string sender_ip;
  std::string sender_host;
  std::string helo;
  Status status = Status::Quarantined;
  base::WallTime status_at{};
  MessageClass message_class = MessageClass::Unknown;  // wire: "class"
  std::string reason_code;
  std::optional<double> score;
  std::optional<double> threshold;
  bool has_attachments = false;
  bool seen = false;
  std::string smtp_reply;
  Delivery delivery;
  bool operator==(const MessageSummary&) const = default;
};

// One page of a list. `offset` is the rank of the first item in the whole list of `total`.
struct MessagePage {
  std::vector<MessageSummary> items;
  std::optional<std::string> next;
  std::optional<std::string> prev;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const MessagePage&) const = default;
};

struct AuthResult {    // RFC 8601 method result
  std::string method;  // spf, dkim, dmarc, arc
  std::string result;  // pass, fail, softfail, neutral, none, temperror, permerror
  std::string domain;
  bool aligned = false;  // with header From, RFC 7489 §3.1
  bool operator==(const AuthResult&) const = default;
};

struct RuleHit {
  std::string symbol;  // the filter's own name: R_SPF_FAIL
  double weight = 0;
  std::string meaning_code;  // key of a text in every language, or empty: then `description`
  std::string description;   // the filter's own words, or empty
  std::vector<std::string> evidence;
  bool operator==(const RuleHit&) const = default;
};

struct WhyWarning {  // what a reader should look at twice, whatever the score
  std::string code;  // of kWarningCodes
  std::map<std::string, std::string> params;
  bool operator==(const WhyWarning&) const = default;
};

struct WhyLink {
  std::string shown;      // its text, one line, at most 200 code points
  std::string target;     // where it opens, as written; at most 2,000 bytes
  std::string host;       // of the target, Unicode where that is not deceptive, else punycode
  bool mismatch = false;  // the text names another host
  bool look_alike = false;
  std::int64_t count = 1;  // how often this target occurs
  bool operator==(const WhyLink&) const = default;
};

struct WhyAttachment {
  std::int64_t part = 0;  // for /parts/{n}
  std::string file_name;
  std::string declared_type;  // content type, lower case
  std::string detected_type;  // by its first bytes; empty when unknown
  std::int64_t size_bytes = 0;
  std::string sha256;
  std::string risk;  // empty, or of kAttachmentRisks
  bool operator==(const WhyAttachment&) const = default;
};

struct WhyListEntry {  // an allow or block entry that had a say
  std::string kind;    // allow, block
  std::string pattern;
  std::string applies_to;
  bool overridden = false;  // phishing, viruses and blocked files are held all the same
  bool operator==(const WhyListEntry&) const = default;
};

struct Why {
  std::string verdict_code;                   // key of one plain sentence
  std::map<std::string, std::string> params;  // what the sentence is filled with
  std::optional<double> score;
  std::optional<double> threshold;
  std::vector<AuthResult> authentication;
  std::vector<RuleHit> rules;           // by absolute weight, largest first, at most 50
  std::int64_t rules_total = 0;         // how many the filter reported
  double rules_rest_weight = 0;         // sum of those not listed
  std::vector<std::string> would_pass;  // codes of what would have let it through
  std::vector<WhyWarning> warnings;
  std::vector<WhyLink> links;  // by target, deceptive ones first, at most 50
  std::int64_t links_total = 0;
  std::vector<WhyAttachment> attachments;  // at most 50
  std::vector<WhyListEntry> list_entries;
  bool operator==(const Why&) const = default;
};

struct TrailEvent {
  base::WallTime at{};
  std::string kind;             // of kTrailKinds (log_codes.hpp)
  std::string actor;            // who, or empty for the system
  std::string detail;           // e.g. the destination's reply
  std::string source = "node";  // of kTrailSources: who says so
  bool operator==(const TrailEvent&) const = default;
};

enum class ReleaseRight : std::uint8_t { Self, Request, Nobody };  // wire: self, request, nobody

struct MessageDetail {
  MessageSummary summary;
  Why why;
  std::vector<TrailEvent> trail;
  bool has_source = true;  // the message itself is kept here; else only the log knows of it
  bool has_html = false;
  bool has_text = false;
  ReleaseRight release_right = ReleaseRight::Self;  // the caller's, by the domain's policy for this class
  std::string request_state;                        // of the newest release request for it, or empty
  std::int64_t remote_images = 0;                   // remote images the HTML body asks for; none is loaded
  std::int64_t odd_links = 0;                       // links whose text names another host than they open
  std::optional<base::WallTime> expires_at;         // retention ends
  bool operator==(const MessageDetail&) const = default;
};

struct MessageText {
  std::string text;     // UTF-8, LF line ends
  std::string charset;  // the declared one
  bool charset_failed = false;
  bool truncated = false;
  bool operator==(const MessageText&) const = default;
};

struct HeaderField {
  std::string name;
  std::string value;     // decoded, folds kept as LF + blank
  bool counted = false;  // the verdict leaned on it
  bool operator==(const HeaderField&) const = default;
};

struct MessageHeaders {
  std::vector<HeaderField> fields;  // wire order
  bool operator==(const MessageHeaders&) const = default;
};

struct Part {               // a node of the MIME tree in depth-first order
  std::int64_t number = 0;  // for /parts/{n}
  std::int64_t depth = 0;
  std::string content_type;     // declared, lower case, without parameters
  std::string file_name;        // decoded, or empty
  std::string disposition;      // inline, attachment or empty
  std::int64_t size_bytes = 0;  // decoded
  std::string sha256;           // of the decoded bytes, hex; empty for multiparts
  bool operator==(const Part&) const = default;
};

struct MessageParts {
  std::vector<Part> parts;
  bool operator==(const MessageParts&) const = default;
};

// Wire spelling (snake_case). parse_* answer nullopt for an unknown word.
[[nodiscard]] std::string_view to_wire(Status status);
[[nodiscard]] std::string_view to_wire(MessageClass message_class);
[[nodiscard]] std::string_view to_wire(Direction direction);
[[nodiscard]] std::string_view to_wire(ReleaseRight right);
[[nodiscard]] std::optional<ReleaseRight> parse_release_right(std::string_view word);
[[nodiscard]] std::optional<Status> parse_status(std::string_view word);
[[nodiscard]] std::optional<MessageClass> parse_message_class(std::string_view word);

// JSON text. Decoders ignore unknown fields and answer BadReply with the JSON pointer of a missing or mistyped one.
[[nodiscard]] std::string encode(const MessageSummary& summary);
[[nodiscard]] std::string encode(const MessagePage& page);
[[nodiscard]] std::string encode(const MessageDetail& detail);
[[nodiscard]] std::string encode(const MessageText& text);
[[nodiscard]] std::string encode(const MessageHeaders& headers);
[[nodiscard]] std::string encode(const MessageParts& parts);
[[nodiscard]] std::string encode(const Why& why);
[[nodiscard]] base::Result<MessageSummary> decode_message_summary(std::string_view json);
[[nodiscard]] base::Result<MessagePage> decode_message_page(std::string_view json);
[[nodiscard]] base::Result<MessageDetail> decode_message_detail(std::string_view json);
[[nodiscard]] base::Result<MessageText> decode_message_text(std::string_view json);
[[nodiscard]] base::Result<MessageHeaders> decode_message_headers(std::string_view json);
[[nodiscard]] base::Result<MessageParts> decode_message_parts(std::string_view json);
[[nodiscard]] base::Result<Why> decode_why(std::string_view json);

}  // namespace pratique::api
