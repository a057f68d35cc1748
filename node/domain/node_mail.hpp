// The mails that the node itself sends: whom they are from, and their words, the brand's or our own. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/api/brand.hpp"
#include "client/base/result.hpp"

namespace pratique::domain {

struct MailSender {
  std::string name;
  std::string address;
};
// The brand's own; where it has none, no-reply at `host_name`.
[[nodiscard]] MailSender mail_sender_of(const api::NewBrand& brand, std::string_view host_name);

using MailValues = std::map<std::string, std::string, std::less<>>;  // "link" → "https://…"
struct MailWords {
  std::string subject;  // one line
  std::string body;     // plain text, lines end in LF
};
// Mail "login_link": values link, login, minutes; brand and support come from the brand. An unknown language is English. A value that is
// not given stays empty.
[[nodiscard]] MailWords mail_words(const api::NewBrand& brand, std::string_view mail, std::string_view language, MailValues values);

// BadInput names the field, and what is unknown: the mail, the language, or a placeholder. `field` is "templates/0".
[[nodiscard]] base::Result<void> check_template(const api::MailTemplate& given, const std::string& field);

}  // namespace pratique::domain
