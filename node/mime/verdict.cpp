#include "node/mime/verdict.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/mime/verdict_table.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kSymbolsRead = 500;
constexpr std::size_t kEvidenceRead = 10;

std::optional<double> number_at(std::string_view text) {
  text = base::trim(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (read.ec != std::errc() || value > 1e6 || value < -1e6) return std::nullopt;
  return value;
}

bool is_symbol_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

std::vector<std::string> split_options(std::string_view text) {
  std::vector<std::string> options;
  while (!text.empty() && options.size() < kEvidenceRead) {
    const auto comma = text.find(',');
    if (const std::string option = base::to_one_line(text.substr(0, comma)); !option.empty())
      options.emplace_back(base::first_code_points(option, 200));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return options;
}

// "default: True [7.90 / 15.00];\n\tBAYES_SPAM(5.10)[100.00%];\n\tR_SPF_FAIL(1.00)[-all]"
void read_spamd_result(std::string_view value, FilterVerdict& verdict) {
  if (const auto open = value.find('['); open != std::string_view::npos) {
    verdict.score = number_at(value.substr(open + 1));
    const auto slash = value.find('/', open);
    if (slash != std::string_view::npos) verdict.required = number_at(value.substr(slash + 1));
  }
  std::size_t at = value.find(';');
  while (at != std::string_view::npos && at < value.size() && verdict.rules.size() < kSymbolsRead) {
    while (at < value.size() && !is_symbol_character(value[at])) ++at;
    const std::size_t begin = at;
    while (at < value.size() && is_symbol_character(value[at])) ++at;
    const std::string_view symbol = value.substr(begin, at - begin);
    if (symbol.empty()) break;
    if (at >= value.size() || value[at] != '(') continue;
    const auto weight = number_at(value.substr(at + 1));
    at = value.find(')', at);
    if (at == std::string_view::npos) break;
    ++at;
    // Flags in braces may stand between weight and options.
    if (at < value.size() && value[at] == '{') at = std::min(value.find('}', at), value.size() - 1) + 1;
    api::RuleHit rule = rule_named(symbol, weight.value_or(0));
    if (at < value.size() && value[at] == '[') {
      // Options may hold brackets and semicolons: they end where a symbol could begin.
      auto end = value.find("];", at);
      if (end == std::string_view::npos) end = value.rfind(']');
      if (end == std::string_view::npos || end < at) end = value.size();
      rule.evidence = split_options(value.substr(at + 1, end - at - 1));
      at = end;
    }
    verdict.rules.push_back(std::move(rule));
    at = value.find(';', at);
  }
}

// "Yes, score=7.2 required=5.0 tests=A,B autolearn=no" or amavis: "tests=[A=1.5, B=0.1]"
void read_spam_status(std::string_view value, FilterVerdict& verdict) {
  const std::string flat = base::to_one_line(value);
  const auto after = [&flat](std::string_view key) -> std::string_view {
    const auto found = flat.find(key);
    return found == std::string::npos ? std::string_view() : std::string_view(flat).substr(found + key.size());
  };
  if (base::equals_ignoring_ascii_case(std::string_view(flat).substr(0, 3), "yes")) verdict.action = "spam";
  if (!verdict.score) verdict.score = number_at(after("score="));
  if (!verdict.score) verdict.score = number_at(after("hits="));
  verdict.required = number_at(after("required="));
  std::string_view tests = after("tests=");
  if (tests.starts_with('[')) tests = tests.substr(1, tests.find(']') - 1);
  while (!tests.empty() && verdict.rules.size() < kSymbolsRead) {
    while (!tests.empty() && (tests.front() == ' ' || tests.front() == ',')) tests.remove_prefix(1);
    std::size_t end = 0;
    while (end < tests.size() && is_symbol_character(tests[end])) ++end;
    const std::string_view symbol = tests.substr(0, end);
    tests.remove_prefix(end);
    if (symbol.empty() || symbol == "none" || symbol == "autolearn" || symbol == "version") break;
    double weight = 0;
    if (tests.starts_with('=')) {
      weight = number_at(tests.substr(1)).value_or(0);
      tests.remove_prefix(std::min(tests.find(','), tests.size()));
    }
    verdict.rules.push_back(rule_named(symbol, weight));
  }
}

// " *  3.5 BAYES_99 BODY: Bayes spam probability is 99 to 100%"
void read_spam_report(std::string_view value, FilterVerdict& verdict) {
  while (!value.empty()) {
    const auto newline = value.find('\n');
    std::string_view line = base::trim(value.substr(0, newline));
    value.remove_prefix(newline == std::string_view::npos ? value.size() : newline + 1);
    if (line.starts_with('*')) line = base::trim(line.substr(1));
    const auto weight = number_at(line);
    const auto blank = line.find(' ');
    if (!weight || blank == std::string_view::npos) continue;
    line = base::trim(line.substr(blank));
    const auto end = line.find(' ');
    const std::string_view symbol = line.substr(0, end);
    const auto rule = std::ranges::find(verdict.rules, symbol, [](const api::RuleHit& hit) { return std::string_view(hit.symbol); });
    if (rule == verdict.rules.end()) continue;
    if (rule->weight == 0) rule->weight = *weight;
    if (end != std::string_view::npos) rule->description = base::first_code_points(base::to_one_line(line.substr(end)), 300);
  }
}

std::string domain_of(std::string_view text) {
  const auto at = text.rfind('@');
  return base::to_lower_ascii(at == std::string_view::npos ? text : text.substr(at + 1));
}

bool same_organisation(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() &&
         domain::organisational_domain(base::to_lower_ascii(a)) == domain::organisational_domain(base::to_lower_ascii(b));
}

void read_amavis_alert(std::string_view value, FilterVerdict& verdict) {
  const std::string flat = base::to_one_line(value);
  if (flat.starts_with("INFECTED")) {
    const auto colon = flat.find("virus:");
    verdict.virus = colon == std::string::npos ? "unnamed" : std::string(base::trim(std::string_view(flat).substr(colon + 6)));
  }
  verdict.banned_file = flat.starts_with("BANNED");
}

}  // namespace

api::RuleHit rule_named(std::string_view symbol, double weight) {
  api::RuleHit rule;
  rule.symbol = std::string(symbol);
  rule.weight = weight;
  rule.meaning_code = std::string(meaning_of(symbol).meaning_code);
  return rule;
}

std::vector<api::AuthResult> authentication_of(std::span<const api::RuleHit> rules, std::string_view from_domain,
                                               std::string_view envelope_domain) {
  struct Row {
    std::string_view symbol, method, result;
  };
  static constexpr std::array kRows = std::to_array<Row>({
      {"R_SPF_ALLOW", "spf", "pass"},
      {"R_SPF_FAIL", "spf", "fail"},
      {"R_SPF_SOFTFAIL", "spf", "softfail"},
      {"R_SPF_NEUTRAL", "spf", "neutral"},
      {"R_SPF_NA", "spf", "none"},
      {"R_SPF_PERMFAIL", "spf", "permerror"},
      {"R_DKIM_ALLOW", "dkim", "pass"},
      {"R_DKIM_REJECT", "dkim", "fail"},
      {"R_DKIM_NA", "dkim", "none"},
      {"R_DKIM_PERMFAIL", "dkim", "permerror"},
      {"R_DKIM_TEMPFAIL", "dkim", "temperror"},
      {"DMARC_POLICY_ALLOW", "dmarc", "pass"},
      {"DMARC_POLICY_REJECT", "dmarc", "fail"},
      {"DMARC_POLICY_QUARANTINE", "dmarc", "fail"},
      {"DMARC_POLICY_SOFTFAIL", "dmarc", "fail"},
      {"DMARC_NA", "dmarc", "none"},
      {"ARC_ALLOW", "arc", "pass"},
      {"ARC_REJECT", "arc", "fail"},
      {"ARC_NA", "arc", "none"},
  });
  std::vector<api::AuthResult> out;
  for (const Row& row : kRows) {
    const auto rule = std::ranges::find(rules, row.symbol, [](const api::RuleHit& hit) { return std::string_view(hit.symbol); });
    if (rule == rules.end()) continue;
    api::AuthResult result{std::string(row.method), std::string(row.result), {}, false};
    if (row.method == "spf") result.domain = envelope_domain;
    if (row.method == "dmarc") result.domain = from_domain;
    if (row.method == "dkim" && !rule->evidence.empty())
      result.domain = base::to_lower_ascii(rule->evidence.front().substr(0, rule->evidence.front().find(':')));
    result.aligned = result.result == "pass" && same_organisation(result.domain, from_domain);
    out.push_back(std::move(result));
  }
  return out;
}

bool is_verdict_header(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames{
      "X-Spamd-Result", "X-Rspamd-Action", "X-Rspamd-Score", "X-Rspamd-Queue-Id",      "X-Spam",
      "X-Spam-Status",  "X-Spam-Score",    "X-Spam-Report",  "Authentication-Results", "X-Spam-Flag"};
  return std::ranges::any_of(kNames, [name](std::string_view known) { return base::equals_ignoring_ascii_case(known, name); });
}

const RawHeader* believed(std::span<const RawHeader> headers, std::string_view name) {
  const RawHeader* last = nullptr;
  int received = 0;
  for (const RawHeader& field : headers) {
    if (base::equals_ignoring_ascii_case(field.name, "Received")) ++received;
    if (!base::equals_ignoring_ascii_case(field.name, name)) continue;
    if (received < 2) return &field;
    last = &field;
  }
  return last;
}

std::vector<api::AuthResult> parse_authentication_results(std::string_view value, std::string_view from_domain) {
  // Comments may hold semicolons and are not needed.
  std::string plain;
  int depth = 0;
  for (const char c : value) {
    if (c == '(')
      ++depth;
    else if (c == ')')
      depth = std::max(0, depth - 1);
    else if (depth == 0)
      plain += c;
  }
  std::vector<api::AuthResult> out;
  std::string_view rest = plain;
  for (bool first = true; !rest.empty() && out.size() < 20; first = false) {
    const auto semicolon = rest.find(';');
    const std::string clause = base::to_one_line(rest.substr(0, semicolon));
    rest.remove_prefix(semicolon == std::string_view::npos ? rest.size() : semicolon + 1);
    const auto equals = clause.find('=');
    if (first || equals == std::string::npos) continue;  // the first clause is the server's name
    api::AuthResult result;
    result.method = base::to_lower_ascii(base::trim(std::string_view(clause).substr(0, equals)));
    result.method = result.method.substr(0, result.method.find('/'));
    const auto end = clause.find(' ', equals);
    result.result =
        base::to_lower_ascii(std::string_view(clause).substr(equals + 1, end == std::string::npos ? std::string::npos : end - equals - 1));
    if (result.method != "spf" && result.method != "dkim" && result.method != "dmarc" && result.method != "arc") continue;
    for (const std::string_view property : {"header.d=", "header.i=", "smtp.mailfrom=", "smtp.helo=", "header.from="}) {
      const auto found = clause.find(property);
      if (found == std::string::npos) continue;
      const std::string_view rest_of = std::string_view(clause).substr(found + property.size());
      result.domain = domain_of(rest_of.substr(0, rest_of.find(' ')));
      std::erase(result.domain, '"');
      break;
    }
    result.aligned = result.result == "pass" && same_organisation(result.domain, from_domain);
    out.push_back(std::move(result));
  }
  return out;
}

FilterVerdict read_verdict(std::span<const RawHeader> headers, std::string_view from_domain, std::string_view envelope_domain) {
  FilterVerdict verdict;
  const auto value_of = [headers](std::string_view name) -> std::optional<std::string> {
    const RawHeader* field = believed(headers, name);
    return field == nullptr ? std::nullopt : std::optional(base::to_valid_utf8(field->value));
  };
  if (const auto result = value_of("X-Spamd-Result")) {
    verdict.source = FilterVerdict::Source::Rspamd;
    read_spamd_result(*result, verdict);
  }
  if (const auto action = value_of("X-Rspamd-Action")) {
    verdict.source = FilterVerdict::Source::Rspamd;
    verdict.action = base::to_lower_ascii(base::to_one_line(*action));
  }
  if (const auto score = value_of("X-Rspamd-Score"); score && !verdict.score) {
    verdict.score = number_at(*score);
    if (verdict.score) verdict.source = FilterVerdict::Source::Rspamd;
  }
  if (const auto id = value_of("X-Rspamd-Queue-Id")) verdict.queue_id = base::first_code_points(base::to_one_line(*id), 64);
  if (verdict.source == FilterVerdict::Source::None) {
    if (const auto score = value_of("X-Spam-Score")) verdict.score = number_at(*score);
    if (const auto status = value_of("X-Spam-Status")) read_spam_status(*status, verdict);
    if (const auto report = value_of("X-Spam-Report")) read_spam_report(*report, verdict);
    for (const std::string_view name : {"X-Spam-Flag", "X-Spam"}) {
      if (const auto flag = value_of(name); flag && base::equals_ignoring_ascii_case(base::trim(*flag).substr(0, 3), "yes"))
        verdict.action = "spam";
    }
    if (const auto alert = value_of("X-Amavis-Alert")) read_amavis_alert(*alert, verdict);
    if (verdict.score || !verdict.action.empty() || !verdict.virus.empty() || verdict.banned_file)
      verdict.source = FilterVerdict::Source::SpamAssassin;
  }
  if (const auto results = value_of("Authentication-Results")) verdict.authentication = parse_authentication_results(*results, from_domain);
  // Where the header says nothing, Rspamd's own symbols do.
  if (verdict.authentication.empty()) verdict.authentication = authentication_of(verdict.rules, from_domain, envelope_domain);
  return verdict;
}

}  // namespace pratique::mime
