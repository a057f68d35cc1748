// What an action on many messages is doing or has done, in words. Pure but for the locale.
#pragma once

#include <string>

#include "ui/views/frame.hpp"

namespace pratique::views {

[[nodiscard]] theme::Icon job_icon(const api::Job& job);
// "Removing 2,140 messages", "2,140 messages removed", "2,140 messages are back in the list"
[[nodiscard]] std::string job_title(const strings::Catalog& words, const api::Job& job);
// "1,462 of 2,140 done, 3 could not be handled"; empty when all went well and nothing is left to say
[[nodiscard]] std::string job_result(const strings::Catalog& words, const api::Job& job);
// What the filter learned, as far as it has said so; empty for jobs that teach nothing.
[[nodiscard]] std::string taught_text(const strings::Catalog& words, const api::Job& job);
[[nodiscard]] std::string count_done(const strings::Catalog& words, api::Action action, std::int64_t count);  // "12 messages removed"
[[nodiscard]] std::string count_undone(const strings::Catalog& words, api::Action action,
                                       std::int64_t count);  // "12 messages are held again"

}  // namespace pratique::views
