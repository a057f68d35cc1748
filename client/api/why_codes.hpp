// The codes in which a node says why it held a message; ui/strings has a text for each in every language.
// Shared by node (which maps the filter's symbols to them) and client (which must also cope with codes it does not know).
// Plain constants; adding one means adding its texts, a test checks that.
#pragma once

#include <array>
#include <string_view>

namespace pratique::api {

// Why::verdict_code and MessageSummary::reason_code: the one thing that decided. Params in braces come from Why::params.
inline constexpr std::array<std::string_view, 16> kVerdictCodes{
    "score_over_limit",  // several checks together
    "link_mismatch",     // a link names one site and opens another; {shown}, {target}
    "forged_sender",     // DMARC failed, or the display name pretends; {domain}
    "bad_link",          // {target}
    "virus_found",       // {virus}
    "blocked_file",      // {file}
    "encrypted_file",    // {file}
    "bulk_mail",         // newsletter
    "bulk_new_sender",   // newsletter from a domain new to the organisation
    "known_spam",        // the same text came to many people
    "bad_server",        // the sending server is on a block list; {ip}
    "spam_words",        // statistics of its words
    "sender_blocked",    // by a list of the reader or the domain
    "not_sure",          // near the limit, no single cause
    "filter_error",      // the filter could not finish
    "no_verdict",        // the filter left no reason with the message
};

// RuleHit::meaning_code.
inline constexpr std::array<std::string_view, 50> kMeaningCodes{
    "spf_fail",        "spf_softfail", "spf_pass",           "spf_none",       "dkim_fail",     "dkim_pass",     "dkim_none",
    "dmarc_fail",      "dmarc_pass",   "dmarc_none",         "arc_pass",       "arc_fail",      "link_mismatch", "new_link_domain",
    "bad_link",        "short_link",   "many_links",         "link_to_ip",     "bad_server",    "good_server",   "server_unnamed",
    "server_named",    "helo_bad",     "words_spam",         "words_wanted",   "seen_widely",   "bulk",          "unsubscribe",
    "urgent",          "money",        "subject_capitals",   "return_differs", "reply_differs", "free_mail",     "forged_headers",
    "missing_headers", "odd_date",     "hidden_text",        "html_only",      "pictures_only", "runs_code",     "macro",
    "encrypted",       "virus",        "look_alike_letters", "name_forged",    "known_sender",  "allow_list",    "block_list",
    "odd_encoding",
};

// WhyWarning::code. Params in braces come from WhyWarning::params.
inline constexpr std::array<std::string_view, 7> kWarningCodes{
    "sender_differs",     // envelope sender and header From are of different organisations; {envelope}, {from}
    "name_is_address",    // the display name shows another address; {shown}, {from}
    "reply_differs",      // answers would go elsewhere; {reply_to}, {from}
    "look_alike_domain",  // letters of another script, or one letter off; {domain}, {like}
    "look_alike_link",    // the same of a link's host; {domain}, {like}
    "file_type_differs",  // an attachment is not what it says; {file}, {type}
    "hidden_extension",   // "invoice.pdf.exe"; {file}
};

// WhyAttachment::risk.
inline constexpr std::array<std::string_view, 6> kAttachmentRisks{
    "runs_code",         // a program or script
    "macro",             // a document with macros
    "type_differs",      // its bytes are of another type than it says
    "hidden_extension",  // a second extension hides the first
    "encrypted",         // cannot be looked into
    "disk_image",        // iso, vhd: passes by the mark of the web
};

// Why::would_pass.
inline constexpr std::array<std::string_view, 7> kWouldPassCodes{
    "valid_signature",   // a valid signature of the sender's domain ({domain})
    "honest_links",      // links that open the site they name
    "allow_sender",      // an allow-list entry of the reader
    "fewer_points",      // a score under the limit ({points} less)
    "without_file",      // the same mail without the file
    "leave_block_list",  // the sending server leaving the block list
    "not_overridable",   // an allow-list entry does not override this class
};

}  // namespace pratique::api
