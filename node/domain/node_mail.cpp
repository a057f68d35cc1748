#include "node/domain/node_mail.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <vector>

#include "client/base/text.hpp"

namespace pratique::domain {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kSubjectCodePoints = 150;
constexpr std::size_t kBodyCodePoints = 5000;

struct KnownMail {
  std::string_view name;
  std::vector<std::string_view> placeholders;
  std::string_view needed;  // without which the mail makes no sense
  MailWords english;
  MailWords german;
};

const std::vector<KnownMail>& known_mails() {
  static const std::vector<KnownMail> kMails{
      {.name = "login_link",
       .placeholders = {"brand", "link", "login", "minutes", "support"},
       .needed = "link",
       .english = {"Your sign-in link for {brand}",
                   "Hello,\n\nopen this address to sign in to {brand} as {login}:\n\n{link}\n\nIt works once, within {minutes} minutes. "
                   "If you did not ask for it, you need not do anything.\n\n{brand}\n{support}\n"},
       .german = {"Ihr Anmeldelink für {brand}",
                  "Guten Tag,\n\nmit dieser Adresse melden Sie sich bei {brand} als {login} an:\n\n{link}\n\nSie gilt einmal, {minutes} "
                  "Minuten lang. Haben Sie sie nicht angefordert, müssen Sie nichts tun.\n\n{brand}\n{support}\n"}}};
  return kMails;
}

const KnownMail* find_mail(std::string_view name) {
  const auto found = std::ranges::find(known_mails(), name, &KnownMail::name);
  return found == known_mails().end() ? nullptr : &*found;
}

// Calls `text` with what stands between placeholders and `name` with what stands in braces. What is no name in braces is text.
template <class Text, class Name>
void walk(std::string_view words, const Text& text, const Name& name) {
  while (!words.empty()) {
    const std::size_t open = words.find('{');
    const std::size_t close = open == std::string_view::npos ? open : words.find('}', open);
    if (close == std::string_view::npos) return text(words);
    text(words.substr(0, open));
    name(words.substr(open + 1, close - open - 1));
    words.remove_prefix(close + 1);
  }
}

std::string fill(std::string_view words, const MailValues& values) {
  std::string out;
  walk(
      words, [&out](std::string_view text) { out += text; },
      [&](std::string_view name) {
        const auto value = values.find(name);
        if (value != values.end()) out += value->second;
      });
  return out;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "{" : ", {") + std::string(name) + "}";
  return out;
}

base::Result<void> check_words(const KnownMail& mail, std::string_view words, std::string field) {
  std::optional<std::string> unknown;
  walk(
      words, [](std::string_view) {},
      [&](std::string_view name) {
        if (!unknown && std::ranges::find(mail.placeholders, name) == mail.placeholders.end()) unknown = name;
      });
  if (!unknown) return {};
  return fail(ErrorCode::BadInput,
              std::format("There is no placeholder {{{}}}; this mail knows {}", base::to_one_line(*unknown), listed(mail.placeholders)),
              std::move(field));
}

}  // namespace

MailSender mail_sender_of(const api::NewBrand& brand, std::string_view host_name) {
  return {brand.sender_name.empty() ? brand.name : brand.sender_name,
          brand.sender_address.empty() ? "no-reply@" + std::string(host_name) : brand.sender_address};
}

MailWords mail_words(const api::NewBrand& brand, std::string_view mail, std::string_view language, MailValues values) {
  values["brand"] = brand.name;
  values["support"] = brand.support_url;
  const auto own = std::ranges::find_if(brand.templates, [&](const auto& one) { return one.mail == mail && one.language == language; });
  const KnownMail* known = find_mail(mail);
  const MailWords ours = known == nullptr ? MailWords{} : language == "de" ? known->german : known->english;
  const bool is_own = own != brand.templates.end();
  // A value is whatever was typed somewhere: in the subject it must not begin another line.
  return {base::to_one_line(fill(is_own ? own->subject : ours.subject, values)), fill(is_own ? own->body : ours.body, values)};
}

base::Result<void> check_template(const api::MailTemplate& given, const std::string& field) {
  const KnownMail* mail = find_mail(given.mail);
  if (mail == nullptr) return fail(ErrorCode::BadInput, "There is no such mail; there is login_link", field + "/mail");
  if (given.language != "en" && given.language != "de")
    return fail(ErrorCode::BadInput, "The language must be en or de", field + "/language");
  if (given.subject.empty() || base::to_one_line(given.subject) != given.subject)
    return fail(ErrorCode::BadInput, "The subject must be one line of text", field + "/subject");
  if (base::count_code_points(given.subject) > kSubjectCodePoints)
    return fail(ErrorCode::BadInput, "A subject has at most 150 characters", field + "/subject");
  if (base::count_code_points(given.body) > kBodyCodePoints)
    return fail(ErrorCode::BadInput, "A mail has at most 5,000 characters", field + "/body");
  TRY_VOID(check_words(*mail, given.subject, field + "/subject"));
  TRY_VOID(check_words(*mail, given.body, field + "/body"));
  if (!given.body.contains("{" + std::string(mail->needed) + "}"))
    return fail(ErrorCode::BadInput, std::format("The mail needs {{{}}} in its body", mail->needed), field + "/body");
  return {};
}

}  // namespace pratique::domain
