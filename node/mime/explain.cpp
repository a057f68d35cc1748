#include "node/mime/explain.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "client/base/text.hpp"
#include "node/mime/verdict_table.hpp"

namespace pratique::mime {
namespace {

using api::MessageClass;

constexpr std::size_t kRulesShown = 50;
constexpr double kPhishWeight = 2.5;       // of link tricks and forged names together
constexpr double kPolicyWeight = 2.0;      // of blocked files together
constexpr double kHardWeight = 3.0;        // copies, bad links, bad servers: what a newsletter or a doubtful mail does not have
constexpr double kUnsureMargin = 2.5;      // over the limit
constexpr double kWorthALookMargin = 1.5;  // over the limit, design.md §2
constexpr double kDominant = 0.5;          // share of the points that makes one cause the reason

class Causes {
 public:
  explicit Causes(const std::vector<api::RuleHit>& rules) {
    for (const api::RuleHit& rule : rules) {
      const Cause cause = meaning_of(rule.symbol).cause;
      if (rule.weight > 0) {
        weight_[index(cause)] += rule.weight;
        total_ += rule.weight;
      }
      ++hits_[index(cause)];
      const api::RuleHit*& top = top_[index(cause)];
      if (top == nullptr || rule.weight > top->weight) top = &rule;
    }
  }
  [[nodiscard]] double weight(Cause cause) const { return weight_[index(cause)]; }
  [[nodiscard]] int hits(Cause cause) const { return hits_[index(cause)]; }
  [[nodiscard]] double total() const { return total_; }
  // First option of the strongest rule of a cause, up to `stop`.
  [[nodiscard]] std::string evidence(Cause cause, char stop = '\0') const {
    const api::RuleHit* rule = top_[index(cause)];
    if (rule == nullptr || rule->evidence.empty()) return {};
    return rule->evidence.front().substr(0, rule->evidence.front().find(stop));
  }

 private:
  static constexpr std::size_t kCount = static_cast<std::size_t>(Cause::FilterError) + 1;
  static std::size_t index(Cause cause) { return static_cast<std::size_t>(cause); }
  std::array<double, kCount> weight_{};
  std::array<int, kCount> hits_{};
  std::array<const api::RuleHit*, kCount> top_{};
  double total_ = 0;
};

// By the operator's list (multimap.conf of the rendered mail flow): held whatever the score, so the symbol has none.
bool is_file_blocked(const FilterVerdict& verdict) {
  return std::ranges::any_of(verdict.rules, [](const api::RuleHit& rule) { return rule.symbol == "BLOCKED_FILE"; });
}

MessageClass classify(const FilterVerdict& verdict, std::optional<double> limit, const Causes& causes) {
  if (verdict.source == FilterVerdict::Source::None) return MessageClass::Unknown;
  if (!verdict.virus.empty() || causes.hits(Cause::Virus) > 0) return MessageClass::Virus;
  if (causes.weight(Cause::SenderBlocked) > 0) return MessageClass::BlockList;
  if (causes.weight(Cause::LinkMismatch) + causes.weight(Cause::PhishLink) + causes.weight(Cause::ForgedName) >= kPhishWeight)
    return MessageClass::Phish;
  if (verdict.banned_file || is_file_blocked(verdict) ||
      causes.weight(Cause::BlockedFile) + causes.weight(Cause::EncryptedFile) >= kPolicyWeight)
    return MessageClass::Policy;
  if (causes.hits(Cause::FilterError) > 0 && causes.total() == 0) return MessageClass::Error;
  const double hard = causes.weight(Cause::KnownSpam) + causes.weight(Cause::BadLink) + causes.weight(Cause::BadServer);
  if (causes.hits(Cause::Bulk) >= 2 && hard < kHardWeight) return MessageClass::Bulk;
  if (!verdict.score || !limit) return verdict.action.empty() || verdict.action == "no action" ? MessageClass::Unknown : MessageClass::Spam;
  if (*verdict.score < *limit && causes.hits(Cause::SenderAllowed) > 0) return MessageClass::AllowList;
  if (*verdict.score < *limit && verdict.action == "no action") return MessageClass::NotSpam;
  if (*verdict.score <= *limit + kUnsureMargin && hard < kHardWeight) return MessageClass::Unsure;
  return MessageClass::Spam;
}

std::string spam_reason(const Causes& causes) {
  struct Candidate {
    Cause cause;
    std::string_view code;
  };
  static constexpr std::array kCandidates{Candidate{Cause::KnownSpam, "known_spam"}, Candidate{Cause::BadLink, "bad_link"},
                                          Candidate{Cause::BadServer, "bad_server"}, Candidate{Cause::SpamWords, "spam_words"},
                                          Candidate{Cause::ForgedDomain, "forged_sender"}};
  const auto strongest =
      std::ranges::max_element(kCandidates, {}, [&causes](const Candidate& candidate) { return causes.weight(candidate.cause); });
  if (causes.weight(strongest->cause) > 0 && causes.weight(strongest->cause) >= causes.total() * kDominant)
    return std::string(strongest->code);
  return "score_over_limit";
}

std::string phish_reason(const Causes& causes) {
  const double link = causes.weight(Cause::LinkMismatch);
  const double bad = causes.weight(Cause::PhishLink);
  const double name = causes.weight(Cause::ForgedName);
  if (link >= bad && link >= name) return "link_mismatch";
  return bad >= name ? "bad_link" : "forged_sender";
}

std::string reason_of(MessageClass message_class, const FilterVerdict& verdict, const Causes& causes) {
  switch (message_class) {
    case MessageClass::Virus:
      return "virus_found";
    case MessageClass::Phish:
      return phish_reason(causes);
    case MessageClass::Policy:
      return causes.weight(Cause::EncryptedFile) > causes.weight(Cause::BlockedFile) ? "encrypted_file" : "blocked_file";
    case MessageClass::Bulk:
      return "bulk_mail";
    case MessageClass::BlockList:
      return "sender_blocked";
    case MessageClass::Error:
      return "filter_error";
    case MessageClass::Spam:
      return verdict.rules.empty() ? "no_verdict" : spam_reason(causes);
    case MessageClass::Unsure:
      return "not_sure";
    case MessageClass::Unknown:
    case MessageClass::NotSpam:
    case MessageClass::AllowList:
      break;
  }
  return "no_verdict";
}

// The attachment that a filter's option means: it may name the file or only its ending.
std::string file_meant(const std::string& option, const std::vector<std::string>& names) {
  if (option.find('.') != std::string::npos && !option.starts_with('.')) return option;
  for (const std::string& name : names) {
    if (!option.empty() && base::to_lower_ascii(name).ends_with(base::to_lower_ascii(option))) return name;
  }
  const auto named = std::ranges::find_if(names, [](const std::string& name) { return !name.empty(); });
  return named == names.end() ? option : *named;
}

void fill_params(Explanation& out, const FilterVerdict& verdict, const Causes& causes, const ExplainFacts& facts) {
  auto& params = out.why.params;
  const auto set = [&params](const std::string& key, std::string value) {
    if (!value.empty()) params[key] = std::move(value);
  };
  set("domain", facts.from_domain);
  const std::string link = causes.evidence(Cause::LinkMismatch);
  if (const auto arrow = link.find("->"); arrow != std::string::npos) {
    set("shown", link.substr(0, arrow));
    set("target", link.substr(arrow + 2));
  } else {
    set("target", link);
  }
  if (out.reason_code == "bad_link")
    set("target",
        causes.evidence(causes.weight(Cause::PhishLink) > causes.weight(Cause::BadLink) ? Cause::PhishLink : Cause::BadLink, ':'));
  if (out.reason_code == "virus_found") set("virus", verdict.virus.empty() ? causes.evidence(Cause::Virus) : verdict.virus);
  if (out.reason_code == "blocked_file") set("file", file_meant(causes.evidence(Cause::BlockedFile), facts.attachment_names));
  if (out.reason_code == "encrypted_file") set("file", file_meant(causes.evidence(Cause::EncryptedFile), facts.attachment_names));
  if (out.reason_code == "bad_server") {
    const std::string listed = causes.evidence(Cause::BadServer);
    const auto from = listed.rfind(":from");
    set("ip", from == std::string::npos ? facts.sender_ip : listed.substr(0, from));
  }
}

bool any_fails(const std::vector<api::AuthResult>& results, std::string_view method) {
  return std::ranges::any_of(results, [method](const api::AuthResult& result) {
    return result.method == method && (result.result == "fail" || result.result == "none");
  });
}

void add_ways_through(Explanation& out, const Causes& causes) {
  auto& ways = out.why.would_pass;
  const auto class_is = [&out](auto... classes) { return ((out.message_class == classes) || ...); };
  // A way is only one when what it takes away is enough.
  const auto suffices = [&out](double weight) {
    return !out.why.score || !out.why.threshold || *out.why.score - weight < *out.why.threshold;
  };
  if (class_is(MessageClass::Policy)) ways.emplace_back("without_file");
  if (causes.weight(Cause::LinkMismatch) > 0 && suffices(causes.weight(Cause::LinkMismatch))) ways.emplace_back("honest_links");
  const bool forged = causes.weight(Cause::ForgedDomain) > 0 || class_is(MessageClass::Phish);
  if (forged && any_fails(out.why.authentication, "dkim") && !class_is(MessageClass::Virus) && suffices(causes.weight(Cause::ForgedDomain)))
    ways.emplace_back("valid_signature");
  if (causes.weight(Cause::BadServer) >= 1 && suffices(causes.weight(Cause::BadServer))) ways.emplace_back("leave_block_list");
  if (out.why.score && out.why.threshold && *out.why.score >= *out.why.threshold &&
      class_is(MessageClass::Spam, MessageClass::Bulk, MessageClass::Unsure)) {
    const double points = std::ceil((*out.why.score - *out.why.threshold) * 10 + 0.5) / 10;
    std::string text = std::to_string(points);
    out.why.params["points"] = text.substr(0, text.find('.') + 2);
    ways.emplace_back("fewer_points");
  }
  if (class_is(MessageClass::Spam, MessageClass::Bulk, MessageClass::Unsure, MessageClass::Unknown)) ways.emplace_back("allow_sender");
  if (class_is(MessageClass::Virus, MessageClass::Phish, MessageClass::Policy)) ways.emplace_back("not_overridable");
}

void list_rules(api::Why& why, const std::vector<api::RuleHit>& rules) {
  why.rules = rules;
  why.rules_total = static_cast<std::int64_t>(rules.size());
  std::ranges::stable_sort(why.rules, std::ranges::greater{}, [](const api::RuleHit& rule) { return std::abs(rule.weight); });
  const auto end = std::ranges::find_if(why.rules, [](const api::RuleHit& rule) { return rule.weight == 0; });
  const auto shown = std::min(static_cast<std::size_t>(end - why.rules.begin()), kRulesShown);
  for (std::size_t i = shown; i < why.rules.size(); ++i) why.rules_rest_weight += why.rules[i].weight;
  why.rules.resize(shown);
}

}  // namespace

Explanation explain(const FilterVerdict& verdict, std::optional<double> limit, const ExplainFacts& facts) {
  const Causes causes(verdict.rules);
  Explanation out;
  out.message_class = classify(verdict, limit, causes);
  out.reason_code = reason_of(out.message_class, verdict, causes);
  out.why.verdict_code = out.reason_code;
  out.why.score = verdict.score;
  if (verdict.score) out.why.threshold = limit;
  out.why.authentication = verdict.authentication;
  list_rules(out.why, verdict.rules);
  fill_params(out, verdict, causes, facts);
  add_ways_through(out, causes);
  const bool harmless =
      out.message_class == MessageClass::Bulk || out.message_class == MessageClass::Unsure || out.message_class == MessageClass::Spam;
  const bool near = verdict.score && limit && *verdict.score <= *limit + kWorthALookMargin;
  const bool signed_by_sender = std::ranges::any_of(verdict.authentication, [](const api::AuthResult& result) {
    return result.method == "dkim" && result.result == "pass" && result.aligned;
  });
  // Who had mail of a domain released trusts that domain, not whoever writes its name.
  const bool disowned = std::ranges::any_of(
      verdict.authentication, [](const api::AuthResult& result) { return result.method == "dmarc" && result.result == "fail"; });
  out.worth_a_look = harmless && near && signed_by_sender;
  out.worth_a_look_if_known = harmless && near && !disowned;
  return out;
}

}  // namespace pratique::mime
