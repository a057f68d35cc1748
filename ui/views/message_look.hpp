// How a class of mail looks: its tone, icon and words; and the words a row or header is read out with. Pure but for the locale.
#pragma once

#include <string>

#include "client/api/message.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/theme/theme.hpp"

namespace pratique::views {

[[nodiscard]] theme::Tone tone_of(api::MessageClass message_class);
[[nodiscard]] theme::Icon icon_of(api::MessageClass message_class);

[[nodiscard]] std::string_view shown_sender(const strings::Catalog& words,
                                            const api::MessageSummary& message);  // name, else address, else "No sender"
[[nodiscard]] std::string_view shown_subject(const strings::Catalog& words, const api::MessageSummary& message);  // or "No subject"
[[nodiscard]] std::string_view domain_of(std::string_view address);      // after the last @; empty without one
[[nodiscard]] std::string_view local_part_of(std::string_view address);  // before the last @
// Class, score, time, attachments, "Sender differs", "not seen yet": what a row shows beside sender and subject.
[[nodiscard]] std::string described(const strings::Catalog& words, const api::MessageSummary& message, base::WallTime now);
[[nodiscard]] std::string held_sentence(const strings::Catalog& words,
                                        const api::MessageSummary& message);  // "Held as a newsletter, just over the limit"
[[nodiscard]] std::string verdict_sentence(const strings::Catalog& words, const api::MessageDetail& detail);

}  // namespace pratique::views
