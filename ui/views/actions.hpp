// What acting means on screen: which messages are meant, and the question asked before something harmful leaves. Every button, key,
// menu and swipe goes through here. Pushes intents; UI thread.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

using MessageIds = std::vector<api::MessageId>;

// The selection, else the open message, else the cursor's row. None are named when all that match are selected.
[[nodiscard]] MessageIds targets(const Frame& frame);
[[nodiscard]] std::int64_t target_count(const Frame& frame);
// The summary of a message that is open or among the loaded rows; nullptr otherwise.
[[nodiscard]] const api::MessageSummary* find_message(const store::AppState& state, const api::MessageId& id);
[[nodiscard]] bool is_risky(api::MessageClass message_class);  // phishing, virus, blocked file

// What targets() gave, or others. Asks first when one to be released is risky, and before acting on more than 1,000.
void release(Frame& frame, MessageIds ids);
void remove(Frame& frame, MessageIds ids);
void release_question_view(Frame& frame);  // the question, while it is open

// Filled is what the verdict suggests: releasing a newsletter, removing spam.
enum class Emphasis : std::uint8_t { Release, Remove };
[[nodiscard]] Emphasis emphasis_of(api::MessageClass message_class);

}  // namespace pratique::views
