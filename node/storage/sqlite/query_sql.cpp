#include "node/storage/sqlite/query_sql.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "client/api/message.hpp"
#include "client/base/text.hpp"
#include "node/storage/sqlite/full_text.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using api::query::Comparison;
using api::query::Field;
using api::query::Node;
using api::query::Term;

base::Result<void> bad_value(const Term& term, const std::string& expected) {
  return base::fail(base::ErrorCode::BadInput,
                    "“" + (term.shown_value.empty() ? term.shown_operator : term.shown_value) + "” cannot be searched for; " + expected,
                    "q");
}

std::string_view sql_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::Less:
      return "<";
    case Comparison::LessEqual:
      return "<=";
    case Comparison::Greater:
      return ">";
    case Comparison::GreaterEqual:
      return ">=";
    case Comparison::Equal:
    case Comparison::Contains:
      break;
  }
  return "=";
}

// Columns of message_fts that a field searches, or empty: not a full-text field.
std::string_view full_text_columns(Field field) {
  switch (field) {
    case Field::Words:
      return "{sender recipient subject body}";
    case Field::From:
      return "{sender}";
    case Field::To:
      return "{recipient}";
    case Field::Subject:
      return "{subject}";
    case Field::EnvelopeFrom:
      return "{envelope}";
    default:
      return {};
  }
}

std::string_view plain_columns(Field field) {
  switch (field) {
    case Field::From:
      return "from_name || ' ' || from_address";
    case Field::To:
      return "recipient";
    case Field::Subject:
      return "subject";
    case Field::EnvelopeFrom:
      return "envelope_from";
    default:
      return "subject || ' ' || from_name || ' ' || from_address || ' ' || recipient || ' ' || snippet";
  }
}

constexpr bool is_in_time_index(Field field) {
  return field == Field::Status || field == Field::Class || field == Field::List || field == Field::Has || field == Field::Is ||
         field == Field::Size || field == Field::Score || field == Field::Received;
}

class Compiler {
 public:
  explicit Compiler(const ScopeFilter& scope) : scope_(scope) {}

  base::Result<void> node(const Node& node) {
    if (node.kind == Node::Kind::Term) return term(node.term, node.negated || node.term.negated);
    if (node.negated) out_.sql += "NOT ";
    out_.sql += "(";
    depth_ += node.negated ? 2 : 1;
    if (node.kind == Node::Kind::All)
      TRY_VOID(all(node.children));
    else
      TRY_VOID(any(node.children));
    out_.sql += ")";
    depth_ -= node.negated ? 2 : 1;
    return {};
  }

  [[nodiscard]] Condition take() { return std::move(out_); }
  Compiler& start() {
    out_.sql.clear();
    return *this;
  }

 private:
  // Positive full-text terms that must all hold become one MATCH: the index intersects better than SQL does.
  base::Result<void> all(const std::vector<Node>& children) {
    std::string match;
    bool first = true;
    const auto next = [this, &first] {
      if (!first) out_.sql += " AND ";
      first = false;
    };
    for (const Node& child : children) {
      const bool negated = child.negated || child.term.negated;
      const std::string expression = child.kind == Node::Kind::Term && !negated ? match_expression(child.term) : std::string();
      if (!expression.empty()) {
        match += (match.empty() ? "" : " AND ") + expression;
        continue;
      }
      next();
      TRY_VOID(node(child));
    }
    if (!match.empty()) {
      next();
      out_.by_words = out_.by_words || depth_ == 1;
      add_match(match, false);
    }
    if (first) out_.sql += "1";
    return {};
  }

  base::Result<void> any(const std::vector<Node>& children) {
    if (children.empty()) out_.sql += "1";
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (i > 0) out_.sql += " OR ";
      TRY_VOID(node(children[i]));
    }
    return {};
  }

  // Empty: the term is not one for the full-text index (other field, or punctuation only).
  static std::string match_expression(const Term& term) {
    const std::string_view columns = full_text_columns(term.field);
    if (columns.empty()) return {};
    const bool quoted = term.shown_value.starts_with('"');
    std::string any_of;
    for (const std::string& value : term.values) {
      const std::string words = phrase(value, quoted ? LastWord::Whole : LastWord::MayGoOn);
      if (words.empty()) return {};
      any_of += (any_of.empty() ? "" : " OR ") + words;
    }
    return any_of.empty() ? std::string() : std::string(columns) + " : (" + any_of + ")";
  }

  void add_match(const std::string& expression, bool negated) {
    const std::string scope = scope_.full_text();
    out_.sql += negated ? "id NOT IN (SELECT rowid FROM message_fts WHERE message_fts MATCH ?)"
                        : "id IN (SELECT rowid FROM message_fts WHERE message_fts MATCH ?)";
    out_.values.emplace_back(scope.empty() ? expression : scope + " AND (" + expression + ")");
    out_.only_tally_columns = false;
    out_.only_index_columns = false;
    out_.full_text = true;
  }

  base::Result<void> term(const Term& term, bool negated) {
    if (!full_text_columns(term.field).empty()) {
      if (const std::string expression = match_expression(term); !expression.empty()) {
        out_.by_words = out_.by_words || (depth_ == 0 && !negated);
        add_match(expression, negated);
        return {};
      }
    }
    if (negated) out_.sql += "NOT ";
    if (term.field != Field::Status && term.field != Field::Class && term.field != Field::List) out_.only_tally_columns = false;
    if (!is_in_time_index(term.field)) out_.only_index_columns = false;
    switch (term.field) {
      case Field::Status:
        return enumerated(term, "status", [](std::string_view word) { return api::parse_status(word); });
      case Field::Class:
        return enumerated(term, "class", [](std::string_view word) { return api::parse_message_class(word); });
      case Field::List:
        return list(term);
      case Field::Reason:
        return equals_any(term, "reason_code");
      case Field::MessageId:
        return equals_any(term, "message_id");
      case Field::QueueId:
        return equals_any(term, "queue_id");
      case Field::Wave:
        return equals_any(term, "wave_id");
      case Field::Ip:
        return ip(term);
      case Field::Host:
        return contains(term, "sender_host || ' ' || helo");
      case Field::Has:
        return has(term);
      case Field::Is:
        return is(term);
      case Field::Size:
        return compare("size_bytes", term.comparison, std::llround(term.number));
      case Field::Score:
        out_.sql += "(score > " + std::to_string(-1e17) + " AND ";
        TRY_VOID(compare("score", term.comparison, term.number));
        out_.sql += ")";
        return {};
      case Field::Received:
        return compare("received_at", term.comparison, value_of(term.at));
      case Field::Words:
      case Field::From:
      case Field::To:
      case Field::Subject:
      case Field::EnvelopeFrom:
        return contains(term, plain_columns(term.field));
    }
    return bad_value(term, "this node does not know the operator");
  }

  base::Result<void> compare(std::string_view column, Comparison comparison, Value value) {
    out_.sql += std::string(column) + " " + std::string(sql_of(comparison)) + " ?";
    out_.values.push_back(std::move(value));
    return {};
  }

  template <class Parse>
  base::Result<void> enumerated(const Term& term, std::string_view column, Parse parse) {
    out_.sql += std::string(column) + " IN (";
    for (std::size_t i = 0; i < term.values.size(); ++i) {
      const auto value = parse(term.values[i]);
      if (!value) return bad_value(term, "it is not a " + std::string(column));
      out_.sql += (i == 0 ? "" : ",") + std::to_string(static_cast<int>(*value));
    }
    out_.sql += ")";
    return {};
  }

  base::Result<void> equals_any(const Term& term, std::string_view column) {
    out_.sql += "(" + std::string(column) + " IN (";
    for (std::size_t i = 0; i < term.values.size(); ++i) {
      out_.sql += i == 0 ? "?" : ",?";
      std::string value = term.values[i];
      if (column == "message_id" && value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
      out_.values.emplace_back(std::move(value));
    }
    // Lets the partial indexes on ids be used.
    out_.sql += ") AND " + std::string(column) + " <> '')";
    return {};
  }

  base::Result<void> contains(const Term& term, std::string_view columns) {
    out_.sql += "(";
    if (term.values.empty()) out_.sql += "0";
    for (std::size_t i = 0; i < term.values.size(); ++i) {
      std::string pattern = "%";
      for (const char c : term.values[i]) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
      }
      out_.sql += (i == 0 ? "" : " OR ") + ("(" + std::string(columns)) + ") LIKE ? ESCAPE '\\'";
      out_.values.emplace_back(pattern + "%");
    }
    out_.sql += ")";
    return {};
  }

  base::Result<void> ip(const Term& term) {
    out_.sql += "(";
    for (std::size_t i = 0; i < term.values.size(); ++i) {
      auto range = ip_range(term.values[i]);
      if (!range) return bad_value(term, "expected an IP address or a range like 192.0.2.0/24");
      out_.sql += i == 0 ? "coalesce(ip_key BETWEEN ? AND ?, 0)" : " OR coalesce(ip_key BETWEEN ? AND ?, 0)";
      out_.values.emplace_back(std::move(range->first));
      out_.values.emplace_back(std::move(range->second));
    }
    out_.sql += term.values.empty() ? "0)" : ")";
    return {};
  }

  using Word = std::pair<std::string_view, std::string_view>;
  base::Result<void> words(const Term& term, std::span<const Word> known, const std::string& expected) {
    out_.sql += "(";
    for (std::size_t i = 0; i < term.values.size(); ++i) {
      const auto found = std::ranges::find(known, std::string_view(term.values[i]), &Word::first);
      if (found == known.end()) return bad_value(term, expected);
      out_.sql += (i == 0 ? "" : " OR ") + std::string(found->second);
    }
    out_.sql += term.values.empty() ? "0)" : ")";
    return {};
  }

  base::Result<void> has(const Term& term) {
    static constexpr std::array<Word, 1> kHas{{{"attachment", "attachment_count > 0"}}};
    return words(term, kHas, "expected attachment");
  }

  base::Result<void> is(const Term& term) {
    const std::string alone = leads_its_wave();
    const std::array<Word, 4> known{{{"seen", "seen"}, {"unseen", "NOT seen"}, {"worth", "worth_a_look"}, {"alone", alone}}};
    return words(term, known, "expected unseen, seen, worth or alone");
  }

  // Not a held message with a newer one of its wave in the caller's scope. Waves are of one domain, so that flags kept by triggers
  // tell (migration 0004); only between the several mailboxes of one person the rows have to be asked.
  [[nodiscard]] std::string leads_its_wave() const {
    static_assert(static_cast<int>(api::Status::Quarantined) == 6);
    if (scope_.kind != ScopeFilter::Kind::Recipients) return "NOT (status = 6 AND behind_in_domain)";
    std::string behind = "behind_in_recipient";
    if (scope_.ids.size() > 1)
      behind =
          "(behind_in_recipient OR (wave_id <> '' AND EXISTS (SELECT 1 FROM delivery o WHERE o.wave_id = delivery.wave_id AND o.wave_id <> "
          "''"
          " AND o.status = 6 AND o." +
          scope_.predicate() + " AND (o.received_at, o.id) > (delivery.received_at, delivery.id))))";
    return "NOT (status = 6 AND " + behind + ")";
  }

  base::Result<void> list(const Term& term) {
    static constexpr std::array<Word, 2> kList{{{"allow", "class = 8"}, {"block", "class = 9"}}};
    static_assert(static_cast<int>(api::MessageClass::AllowList) == 8 && static_cast<int>(api::MessageClass::BlockList) == 9);
    return words(term, kList, "expected allow or block");
  }

  const ScopeFilter& scope_;
  Condition out_;
  int depth_ = 0;  // groups around; those of a negated one never hold alone
};

std::optional<std::array<unsigned char, 16>> parse_ip(const std::string& text, int& width_bits) {
  std::array<unsigned char, 16> key{};
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) {
    key[10] = key[11] = 0xFF;
    std::copy_n(reinterpret_cast<const unsigned char*>(&v4), 4, key.begin() + 12);
    width_bits = 32;
    return key;
  }
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return std::nullopt;
  std::copy_n(reinterpret_cast<const unsigned char*>(&v6), 16, key.begin());
  width_bits = 128;
  return key;
}

Bytes bytes_of(const std::array<unsigned char, 16>& key) {
  return {std::string(key.begin(), key.end())};
}

}  // namespace

base::Result<Condition> compile(const api::query::Node& where, const ScopeFilter& scope) {
  Compiler compiler(scope);
  TRY_VOID(compiler.start().node(where));
  return compiler.take();
}

std::optional<std::pair<Bytes, Bytes>> ip_range(std::string_view text) {
  const auto slash = text.find('/');
  int width = 0;
  const auto key = parse_ip(std::string(text.substr(0, slash)), width);
  if (!key) return std::nullopt;
  std::int64_t prefix = width;
  if (slash != std::string_view::npos) {
    const auto given = base::parse_integer(text.substr(slash + 1));
    if (!given || *given < 0 || *given > width) return std::nullopt;
    prefix = *given;
  }
  const auto fixed_bits = static_cast<std::size_t>(128 - width + prefix);
  auto first = *key;
  auto last = *key;
  for (std::size_t bit = fixed_bits; bit < 128; ++bit) {
    const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
    first[bit / 8] = static_cast<unsigned char>(first[bit / 8] & ~mask);
    last[bit / 8] = static_cast<unsigned char>(last[bit / 8] | mask);
  }
  return std::pair{bytes_of(first), bytes_of(last)};
}

Value ip_key(std::string_view address) {
  int width = 0;
  const auto key = parse_ip(std::string(address), width);
  return key ? Value(bytes_of(*key)) : Value{};
}

}  // namespace pratique::storage::sqlite
