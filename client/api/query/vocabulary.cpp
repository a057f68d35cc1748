#include "client/api/query/vocabulary.hpp"

#include <algorithm>
#include <iterator>

#include "client/api/message.hpp"
#include "client/base/text.hpp"

namespace pratique::api::query {
namespace {

using enum Comparison;

// The first entry of a field (and comparison) is the canonical spelling.
constexpr Operator kOperators[] = {
    {"from", Field::From, ValueKind::Text, Contains},
    {"to", Field::To, ValueKind::Text, Contains},
    {"subject", Field::Subject, ValueKind::Text, Contains},
    {"envelope_from", Field::EnvelopeFrom, ValueKind::Text, Contains},
    {"mailfrom", Field::EnvelopeFrom, ValueKind::Text, Contains},
    {"return-path", Field::EnvelopeFrom, ValueKind::Text, Contains},
    {"message-id", Field::MessageId, ValueKind::Text, Equal},
    {"queue", Field::QueueId, ValueKind::Text, Equal},
    {"status", Field::Status, ValueKind::Word, Equal},
    {"class", Field::Class, ValueKind::Word, Equal},
    {"kind", Field::Class, ValueKind::Word, Equal},
    {"reason", Field::Reason, ValueKind::Text, Equal},
    {"ip", Field::Ip, ValueKind::Ip, Equal},
    {"host", Field::Host, ValueKind::Text, Contains},
    {"has", Field::Has, ValueKind::Word, Equal},
    {"is", Field::Is, ValueKind::Word, Equal},
    {"list", Field::List, ValueKind::Word, Equal},
    {"size", Field::Size, ValueKind::Size, Equal},
    {"larger", Field::Size, ValueKind::Size, Greater},
    {"smaller", Field::Size, ValueKind::Size, Less},
    {"score", Field::Score, ValueKind::Score, Equal},
    {"after", Field::Received, ValueKind::Date, GreaterEqual},
    {"before", Field::Received, ValueKind::Date, Less},
    {"on", Field::Received, ValueKind::Date, Equal},
    {"wave", Field::Wave, ValueKind::Text, Equal},
};

struct Alias {
  Field field;
  std::string_view typed;
  std::string_view canonical;
};
// Readers' words (design.md §4) beside the wire's own, which every field also understands.
constexpr Alias kAliases[] = {
    {Field::Status, "held", "quarantined"},
    {Field::Status, "waiting", "release_pending"},
    {Field::Status, "temporarily_refused", "tempfailed"},
    {Field::Class, "newsletter", "bulk"},
    {Field::Class, "newsletters", "bulk"},
    {Field::Class, "phishing", "phish"},
    {Field::Class, "viruses", "virus"},
    {Field::Class, "blocked_file", "policy"},
    {Field::Class, "not_sure", "unsure"},
    {Field::Class, "wanted", "not_spam"},
    {Field::Class, "allowed", "allow_list"},
    {Field::Class, "blocked", "block_list"},
    {Field::Has, "attachment", "attachment"},
    {Field::Has, "attachments", "attachment"},
    {Field::Has, "file", "attachment"},
    {Field::Is, "unseen", "unseen"},
    {Field::Is, "unread", "unseen"},
    {Field::Is, "new", "unseen"},
    {Field::Is, "seen", "seen"},
    {Field::Is, "read", "seen"},
    {Field::Is, "worth", "worth"},
    {Field::Is, "worth_a_look", "worth"},
    {Field::Is, "alone", "alone"},
    {Field::List, "allow", "allow"},
    {Field::List, "block", "block"},
};

}  // namespace

const Operator* find_operator(std::string_view name) {
  const auto found = std::ranges::find_if(kOperators, [&](const Operator& op) { return base::equals_ignoring_ascii_case(op.name, name); });
  return found == std::end(kOperators) ? nullptr : found;
}

std::string_view operator_name(const Term& term) {
  if (term.field == Field::Score || term.field == Field::Size) {
    const bool score = term.field == Field::Score;
    switch (term.comparison) {
      case Greater:
        return score ? "score>" : "size>";
      case GreaterEqual:
        return score ? "score>=" : "size>=";
      case Less:
        return score ? "score<" : "size<";
      case LessEqual:
        return score ? "score<=" : "size<=";
      default:
        return score ? "score:" : "size:";
    }
  }
  if (term.field == Field::Received) return term.comparison == Equal ? "on:" : term.comparison == Less ? "before:" : "after:";
  switch (term.field) {
    case Field::From:
      return "from:";
    case Field::To:
      return "to:";
    case Field::Subject:
      return "subject:";
    case Field::EnvelopeFrom:
      return "envelope_from:";
    case Field::MessageId:
      return "message-id:";
    case Field::QueueId:
      return "queue:";
    case Field::Status:
      return "status:";
    case Field::Class:
      return "class:";
    case Field::Reason:
      return "reason:";
    case Field::Ip:
      return "ip:";
    case Field::Host:
      return "host:";
    case Field::Has:
      return "has:";
    case Field::Is:
      return "is:";
    case Field::List:
      return "list:";
    case Field::Wave:
      return "wave:";
    default:
      return "";
  }
}

std::optional<std::string> canonical_word(Field field, std::string_view typed) {
  std::string word = base::to_lower_ascii(typed);
  std::ranges::replace(word, '-', '_');
  std::ranges::replace(word, ' ', '_');  // kind:"blocked file"
  for (const Alias& alias : kAliases) {
    if (alias.field == field && alias.typed == word) return std::string(alias.canonical);
  }
  const bool known = (field == Field::Status && parse_status(word)) || (field == Field::Class && parse_message_class(word));
  return known ? std::optional(word) : std::nullopt;
}

std::string_view expected_values(Field field, ValueKind kind) {
  switch (kind) {
    case ValueKind::Ip:
      return "an address or network as in 192.0.2.0/24 or 2001:db8::/32";
    case ValueKind::Size:
      return "a size as in 200K or 1.5M";
    case ValueKind::Score:
      return "a number as in 7.5";
    case ValueKind::Date:
      return "a date as in 2026-11-01, today, yesterday, 3d or 2w";
    case ValueKind::Text:
      return "a text";
    case ValueKind::Word:
      break;
  }
  switch (field) {
    case Field::Status:
      return "held, released, release_pending, removed, expired, delivered, deferred, bounced, tempfailed, rejected or accepted";
    case Field::Class:
      return "spam, phishing, virus, newsletter, blocked-file, not-sure, wanted, allowed, blocked, error or unknown";
    case Field::Has:
      return "attachment";
    case Field::Is:
      return "unseen, seen, worth or alone";
    case Field::List:
      return "allow or block";
    default:
      return "a word";
  }
}

std::string_view expected_operators() {
  return "from:, to:, subject:, kind:, status:, has:, is:, list:, ip:, host:, larger:, smaller:, score>, after:, before: or on:";
}

}  // namespace pratique::api::query
