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

// Lists the sender in the same step: always allow, or block.
enum class AndList : std::uint8_t { No, Yes };
// Tells the filter as well that the mail is wanted.
enum class Teach : std::uint8_t { Nothing, Wanted };
// What targets() gave, or others. Asks first when one to be released is risky, and before acting on more than 1,000; where the reader may
// not release, opens the form that asks for it.
void release(Frame& frame, MessageIds ids, AndList and_list = AndList::No, Teach teach = Teach::Nothing);
void report_spam(Frame& frame, MessageIds ids);  // teaches the filter; the messages stay where they are
void remove(Frame& frame, MessageIds ids, AndList and_list = AndList::No);
void release_question_view(Frame& frame);  // the question, while it is open

// The reader's right over these: Self when any of them can be released, else Request when any can be asked for.
[[nodiscard]] api::ReleaseRight release_right(const Frame& frame, const MessageIds& ids);
[[nodiscard]] bool is_asked(const Frame& frame, const MessageIds& ids);  // every one of them waits for an answer
// Opens the form for an entry of its sender; of one message only.
void list_sender(Frame& frame, api::ListKind kind, const MessageIds& ids);
[[nodiscard]] std::optional<std::string> sender_of(const Frame& frame, const MessageIds& ids);  // its address, if there is one
// Requests for releases can concern this reader: as one who decides, or as one who has to ask.
[[nodiscard]] bool knows_requests(const store::AppState& state);
void ask_release_view(Frame& frame);  // the form that asks for a release, while it is open

// Filled is what the verdict suggests: releasing a newsletter, removing spam.
enum class Emphasis : std::uint8_t { Release, Remove };
[[nodiscard]] Emphasis emphasis_of(api::MessageClass message_class);

}  // namespace pratique::views
