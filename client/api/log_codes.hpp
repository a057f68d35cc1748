// The codes of the delivery log: why a message that is not held went the way it went, what its trail is made of, and what
// came of teaching the filter. Shared by node (which maps SMTP replies and symbols to them) and client (which has a text and
// an advice for each in every language, and must also cope with codes it does not know). Plain constants.
#pragma once

#include <array>
#include <string_view>

namespace pratique::api {

// MessageSummary::reason_code is one of these, of kVerdictCodes (why_codes.hpp), or empty: nothing to explain.
inline constexpr std::array<std::string_view, 24> kLogReasons{
    "greylisted",            // asked to try again later; a mail server does so by itself
    "spf_fail",              // the sender's domain does not name the sending server (RFC 7208)
    "dkim_fail",             // a signature that does not fit the message (RFC 6376)
    "dmarc_reject",          // the sender's domain asks to refuse what it did not sign or send (RFC 7489)
    "dnsbl",                 // the sending server is on a public block list
    "url_list",              // a link in it is on a public block list
    "attachment_type",       // a file of a type that is not taken
    "recipient_unknown",     // the destination server has no such mailbox
    "recipient_unverified",  // the destination server could not be asked whether the mailbox is there
    "relay_denied",          // mail for a domain that is not served here
    "sender_unknown",        // the envelope sender's domain does not exist, or the address cannot be
    "server_name",           // the sending server's name (HELO or PTR) is missing or false
    "rate_limit",            // too many messages or connections in a short time
    "too_large",             // beyond what is taken here, or there
    "protocol_error",        // the sending server broke the rules of SMTP (RFC 5321)
    "filter_down",           // the filter or this node could not be asked: to be tried again
    "destination_down",      // the destination server cannot be reached
    "destination_busy",      // the destination server asked to try again (4xx)
    "destination_refused",   // the destination server refused it (5xx)
    "mailbox_full",          // at the destination
    "mailbox_unknown",       // at the destination, after the message was taken here
    "mail_loop",             // it went in a circle
    "queue_lifetime",        // could not be delivered for days
    "remote_policy",         // refused there as spam or by a rule
};

// TrailEvent::kind, in the order in which they usually come.
inline constexpr std::array<std::string_view, 28> kTrailKinds{
    "connected",   // a server connected; detail: its address, name and HELO
    "named",       // envelope sender and recipient; detail: both
    "checked",     // the filter's verdict; detail: its action and score
    "accepted",    // taken, not yet handed on
    "rejected",    // detail: the SMTP reply
    "tempfailed",  // greylisted or a passing trouble; detail: the SMTP reply
    "received",    // by this node
    "quarantined",
    "delivered",     // detail: the destination's reply
    "deferred",      // detail: the destination's reply
    "bounced",       // detail: the destination's reply
    "expired",       // retention ended, or the queue gave up
    "allow_listed",  // an entry let it in; detail: the entry
    "block_listed",  // an entry removed it; detail: the entry
    "release_requested",
    "released",  // detail: the destination's reply
    "release_deferred",
    "release_failed",
    "release_undone",
    "removed",
    "restored",
    "request_made",  // somebody asked to release it
    "request_approved",
    "request_denied",
    "request_withdrawn",
    "request_open",     // again, after its answer was taken back
    "taught_spam",      // detail: of kTrainingOutcomes
    "taught_not_spam",  // detail: of kTrainingOutcomes
};

// TrailEvent::source: who says so.
inline constexpr std::array<std::string_view, 4> kTrailSources{"node", "filter", "mail_server", "person"};

// What teaching the filter did: JobItem::reply of train_spam, train_not_spam and release_train, and the trail's detail.
inline constexpr std::array<std::string_view, 6> kTrainingOutcomes{
    "learned",   "already_known",
    "too_short",  // to learn from
    "waiting",    // the filter cannot be reached; it is tried again
    "refused",    // the filter would not: wrong password, no such classifier
    "no_filter",  // this node has no filter to teach
};

}  // namespace pratique::api
