#include "node/domain/sender_list.hpp"

#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/note.hpp"

namespace pratique::domain {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kLabelsMax = 20;
constexpr std::size_t kPatternBytesMax = 512;

std::unexpected<base::Error> bad_pattern(std::string why) {
  return fail(ErrorCode::BadInput, std::move(why), "pattern");
}

base::Result<std::string> normal_sender_domain(std::string_view text) {
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.starts_with('@') || text.starts_with('.')) text.remove_prefix(1);
  auto name = normalise_domain(text);
  if (!name) return bad_pattern("Write an address such as ann@example.org or a domain such as example.org");
  if (name->starts_with('[')) return bad_pattern("A list has senders, not servers: write an address or a domain");
  const auto dot = name->rfind('.');
  const std::string_view last = std::string_view(*name).substr(dot == std::string::npos ? 0 : dot + 1);
  if (std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; }))
    return bad_pattern("A list has senders, not servers: write an address or a domain");
  if (is_registry_suffix(*name))
    return bad_pattern("“" + *name + "” stands for everybody under it; write a whole domain such as example.org");
  return name;
}

base::Result<std::string> normal_pattern(std::string_view given) {
  const std::string_view text = base::trim(given);
  if (text.empty()) return bad_pattern("Write the address or the domain of a sender");
  if (text.size() > kPatternBytesMax) return bad_pattern("That is too long for an address or a domain");
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0) return normal_sender_domain(text);
  auto address = parse_address(text);
  if (!address) return bad_pattern(address.error().message);
  // The domain of an address has to make sense, too; as a pattern of its own it would be refused for the same reasons.
  if (address->domain.starts_with('[')) return bad_pattern("A list has senders, not servers: write an address with a domain");
  return address->text();
}

base::Result<std::string> normal_reach(std::string_view given) {
  const std::string_view text = base::trim(given);
  if (text.find('@') == std::string_view::npos) {
    auto name = normalise_domain(text);
    if (!name) return fail(ErrorCode::BadInput, "Write whom it is for: a mailbox or a domain of yours", "applies_to");
    return name;
  }
  const auto address = parse_address(text);
  if (!address) return fail(ErrorCode::BadInput, address.error().message, "applies_to");
  return address->text();
}

bool is_one_of(const std::vector<std::string>& names, std::string_view key) {
  return std::ranges::any_of(names, [key](const std::string& name) { return address_key(name) == key; });
}

}  // namespace

base::Result<api::NewListEntry> normalise(api::NewListEntry entry) {
  TRY(entry.pattern, normal_pattern(entry.pattern));
  TRY(entry.applies_to, normal_reach(entry.applies_to));
  TRY(entry.note, normal_note(entry.note, "note"));
  return entry;
}

std::string_view domain_part(std::string_view address_or_domain) {
  const auto at = address_or_domain.rfind('@');
  return at == std::string_view::npos ? address_or_domain : address_or_domain.substr(at + 1);
}

std::vector<std::string> sender_keys(std::string_view address) {
  const auto parsed = parse_address(address);
  if (!parsed) return {};
  std::vector<std::string> keys{address_key(parsed->text())};
  std::string_view name = parsed->domain;
  while (name.find('.') != std::string_view::npos && keys.size() <= kLabelsMax) {
    keys.emplace_back(name);
    name.remove_prefix(name.find('.') + 1);
  }
  return keys;
}

ListRight list_right(const Scope& scope, std::string_view applies_to) {
  if (scope.sees_everything()) return ListRight::Change;
  const std::string key = address_key(applies_to);
  const std::string_view name = domain_part(key);
  if (scope.role != api::Role::Email) return is_one_of(scope.domains, name) ? ListRight::Change : ListRight::None;
  if (is_one_of(scope.addresses, key)) return ListRight::Change;
  const bool own_domain =
      name == key && std::ranges::any_of(scope.addresses, [name](const std::string& own) { return address_key(domain_part(own)) == name; });
  return own_domain ? ListRight::Look : ListRight::None;
}

bool is_public_mail_provider(std::string_view domain) {
  // By what people in many countries use. Sorted, so that a reader finds one and binary search does, too.
  static constexpr auto kProviders = std::to_array<std::string_view>({
      "126.com",        "163.com",     "aim.com",     "alice.it",       "aol.com",     "arcor.de",       "bk.ru",          "bluewin.ch",
      "btinternet.com", "comcast.net", "email.com",   "fastmail.com",   "foxmail.com", "free.fr",        "freenet.de",     "gmail.com",
      "gmx.at",         "gmx.ch",      "gmx.com",     "gmx.de",         "gmx.net",     "googlemail.com", "hotmail.co.uk",  "hotmail.com",
      "hotmail.de",     "hotmail.fr",  "hotmail.it",  "icloud.com",     "inbox.ru",    "interia.pl",     "laposte.net",    "libero.it",
      "list.ru",        "live.com",    "live.de",     "mac.com",        "mail.com",    "mail.de",        "mail.ru",        "mailbox.org",
      "me.com",         "msn.com",     "naver.com",   "o2.pl",          "online.de",   "orange.fr",      "outlook.com",    "outlook.de",
      "pm.me",          "posteo.de",   "proton.me",   "protonmail.com", "qq.com",      "rambler.ru",     "rediffmail.com", "rocketmail.com",
      "sfr.fr",         "sina.com",    "t-online.de", "tiscali.it",     "tuta.io",     "tutanota.com",   "ukr.net",        "uol.com.br",
      "virgilio.it",    "wanadoo.fr",  "web.de",      "wp.pl",          "ya.ru",       "yahoo.co.jp",    "yahoo.co.uk",    "yahoo.com",
      "yahoo.de",       "yahoo.es",    "yahoo.fr",    "yahoo.it",       "yandex.com",  "yandex.ru",      "yeah.net",       "ymail.com",
      "zoho.com",
  });
  static_assert(std::ranges::is_sorted(kProviders));
  return std::ranges::binary_search(kProviders, domain);
}

bool is_own_domain(std::string_view pattern, std::string_view applies_to) {
  return organisational_domain(domain_part(pattern)) == organisational_domain(domain_part(applies_to));
}

}  // namespace pratique::domain
