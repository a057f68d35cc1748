// The words of the mail that brings a sign-in link. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "client/api/brand.hpp"
#include "client/base/clock.hpp"
#include "node/mime/compose.hpp"

namespace pratique::letters {

// `language`: a BCP 47 tag; German for "de…", English otherwise. `from` is an address.
[[nodiscard]] mime::Letter login_letter(std::string_view language, const std::string& from, const std::string& to, const std::string& url,
                                        base::WallTime at);

// The same as a brand sends it: its name and sender, and words of its own or those of domain::mail_words, in plain text.
[[nodiscard]] mime::Letter branded_login_letter(const api::NewBrand& brand, std::string_view language, const std::string& to,
                                                const std::string& url, base::WallTime at);

}  // namespace pratique::letters
