#include "node/letters/login_letter.hpp"

#include "client/base/text.hpp"
#include "node/domain/node_mail.hpp"

namespace pratique::letters {
namespace {

struct Words {
  std::string_view language;
  std::string_view subject;
  std::string_view lead;
  std::string_view button;
  std::string_view warning;
};

constexpr Words kEnglish{
    "en", "Your link to sign in", "Open this link to see the mail that was held for you. It works once, within 15 minutes.",
    "Sign in to Pratique",
    "You did not ask for it? Then somebody typed your address; without this mail nobody gets in, and you need not do anything."};
constexpr Words kGerman{
    "de", "Ihr Link zum Anmelden",
    "Öffnen Sie diesen Link, um die Mails zu sehen, die für Sie zurückgehalten wurden. Er gilt einmal, innerhalb von 15 Minuten.",
    "Bei Pratique anmelden",
    "Sie haben ihn nicht bestellt? Dann hat jemand Ihre Adresse eingegeben; ohne diese Mail kommt niemand hinein, und Sie müssen nichts "
    "tun."};

std::string html_of(const Words& words, const std::string& url) {
  std::string html = "<!doctype html><html lang=\"";
  html += words.language;
  html += "\"><head><meta charset=\"utf-8\"><title>";
  base::append_html(html, words.subject);
  html += "</title></head><body style=\"font-family:sans-serif;line-height:1.5\"><p>";
  base::append_html(html, words.lead);
  html += "</p><p><a href=\"";
  base::append_html(html, url);
  html += "\" style=\"display:inline-block;padding:10px 18px;border-radius:8px;background:#1d4ed8;color:#ffffff;text-decoration:none\">";
  base::append_html(html, words.button);
  html += "</a></p><p style=\"word-break:break-all\">";
  base::append_html(html, url);
  html += "</p><p>";
  base::append_html(html, words.warning);
  return html + "</p></body></html>\n";
}

}  // namespace

mime::Letter login_letter(std::string_view language, const std::string& from, const std::string& to, const std::string& url,
                          base::WallTime at) {
  const Words& words = base::to_lower_ascii(language.substr(0, 2)) == "de" ? kGerman : kEnglish;
  return {.from_name = "Pratique",
          .from = from,
          .to = to,
          .subject = std::string(words.subject),
          .text = std::string(words.lead) + "\n\n" + url + "\n\n" + std::string(words.warning) + "\n",
          .html = html_of(words, url),
          .at = at};
}

mime::Letter branded_login_letter(const api::NewBrand& brand, std::string_view language, const std::string& to, const std::string& url,
                                  base::WallTime at) {
  const domain::MailSender sender = domain::mail_sender_of(brand, to.substr(to.rfind('@') + 1));
  const std::string spoken = base::to_lower_ascii(language.substr(0, 2)) == "de" ? "de" : "en";
  domain::MailWords words = domain::mail_words(brand, "login_link", spoken, {{"link", url}, {"login", to}, {"minutes", "15"}});
  return {.from_name = sender.name,
          .from = sender.address,
          .to = to,
          .subject = std::move(words.subject),
          .text = std::move(words.body),
          .html = {},
          .at = at};
}

}  // namespace pratique::letters
