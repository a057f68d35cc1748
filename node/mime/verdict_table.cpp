#include "node/mime/verdict_table.hpp"

#include <array>

namespace pratique::mime {
namespace {

// Exact names come before the families that would also match; the first match counts.
constexpr auto kMeanings = std::to_array<SymbolMeaning>({
    // Rspamd: authentication
    {"R_SPF_FAIL", "spf_fail", Cause::None},
    {"R_SPF_SOFTFAIL", "spf_softfail", Cause::None},
    {"R_SPF_ALLOW", "spf_pass", Cause::None},
    {"R_SPF_*", "spf_none", Cause::None},
    {"R_DKIM_ALLOW", "dkim_pass", Cause::None},
    {"R_DKIM_REJECT", "dkim_fail", Cause::None},
    {"R_DKIM_PERMFAIL", "dkim_fail", Cause::None},
    {"R_DKIM_TEMPFAIL", "dkim_fail", Cause::None},
    {"R_DKIM_NA", "dkim_none", Cause::None},
    {"DMARC_POLICY_ALLOW*", "dmarc_pass", Cause::None},
    {"DMARC_POLICY_*", "dmarc_fail", Cause::ForgedDomain},
    {"DMARC_*", "dmarc_none", Cause::None},
    {"ARC_ALLOW", "arc_pass", Cause::None},
    {"ARC_REJECT", "arc_fail", Cause::None},
    {"ARC_INVALID", "arc_fail", Cause::None},
    // Rspamd: viruses and files
    {"CLAM_VIRUS*", "virus", Cause::Virus},
    {"*_VIRUS", "virus", Cause::Virus},
    {"VIRUS_*", "virus", Cause::Virus},
    {"OLETOOLS*", "macro", Cause::BlockedFile},
    {"HAS_MACRO*", "macro", Cause::BlockedFile},
    {"BLOCKED_FILE", "runs_code", Cause::BlockedFile},
    {"MIME_BAD_EXTENSION", "runs_code", Cause::BlockedFile},
    {"MIME_DOUBLE_BAD_EXTENSION", "runs_code", Cause::BlockedFile},
    {"MIME_BAD_ATTACHMENT", "runs_code", Cause::BlockedFile},
    {"MIME_ARCHIVE_IN_ARCHIVE", "runs_code", Cause::BlockedFile},
    {"MIME_EXE_IN_GEN_SPLIT_RAR", "runs_code", Cause::BlockedFile},
    {"MIME_OBFUSCATED_ARCHIVE", "runs_code", Cause::BlockedFile},
    {"MIME_ENCRYPTED_ARCHIVE", "encrypted", Cause::EncryptedFile},
    {"ENCRYPTED_*", "encrypted", Cause::None},
    // Rspamd: links
    {"PHISHING", "link_mismatch", Cause::LinkMismatch},
    {"STRICT_PHISHING", "link_mismatch", Cause::LinkMismatch},
    {"STRICTER_PHISHING", "link_mismatch", Cause::LinkMismatch},
    {"PHISHED_*", "bad_link", Cause::PhishLink},
    {"HACKED_WP_PHISHING", "bad_link", Cause::PhishLink},
    {"DBL_PHISH", "bad_link", Cause::PhishLink},
    {"PH_SURBL_MULTI", "bad_link", Cause::PhishLink},
    {"DBL_PROHIBIT", "", Cause::None},
    {"DBL_BLOCKED*", "", Cause::None},
    {"DBL_*", "bad_link", Cause::BadLink},
    {"URIBL_BLOCKED", "", Cause::None},
    {"URIBL_*", "bad_link", Cause::BadLink},
    {"*_SURBL", "bad_link", Cause::BadLink},
    {"*_SURBL_MULTI", "bad_link", Cause::BadLink},
    {"RBL_*_URL", "bad_link", Cause::BadLink},
    {"MSBL_EBL*", "bad_link", Cause::BadLink},
    {"SEM_URIBL*", "new_link_domain", Cause::BadLink},
    {"HTTP_TO_IP", "link_to_ip", Cause::None},
    {"HTTP_TO_HTTPS", "link_mismatch", Cause::None},
    {"URL_NUMERIC_*", "link_to_ip", Cause::None},
    {"URL_REDIRECTOR_NESTED", "short_link", Cause::None},
    {"REDIRECTOR_URL*", "short_link", Cause::None},
    {"HTML_SHORT_LINK_IMG*", "pictures_only", Cause::None},
    {"URL_HOMOGRAPH_ATTACK", "look_alike_letters", Cause::PhishLink},
    {"URL_ZERO_WIDTH_SPACES", "look_alike_letters", Cause::None},
    {"OMOGRAPH_URL", "look_alike_letters", Cause::PhishLink},
    {"HAS_ONION_URI", "bad_link", Cause::None},
    {"URL_IN_SUBJECT", "many_links", Cause::None},
    {"SUSPICIOUS_URL*", "bad_link", Cause::None},
    // Rspamd: who sent it
    {"SPOOF_DISPLAY_NAME", "name_forged", Cause::ForgedName},
    {"FROM_NAME_HAS_TITLE", "", Cause::None},
    {"SPOOF_REPLYTO", "reply_differs", Cause::ForgedName},
    {"FORGED_SENDER*", "return_differs", Cause::None},
    {"FROM_NEQ_ENVFROM", "return_differs", Cause::None},
    {"FORGED_*", "forged_headers", Cause::None},
    {"REPLYTO_*DOM_NEQ_*", "reply_differs", Cause::None},
    {"FREEMAIL_REPLYTO*", "reply_differs", Cause::None},
    {"FREEMAIL_*", "free_mail", Cause::None},
    {"DISPOSABLE_*", "free_mail", Cause::None},
    {"FAKE_REPLY*", "forged_headers", Cause::None},
    {"FROM_EQ_ENVFROM", "", Cause::None},
    // Rspamd: servers
    {"RBL_SENDERSCORE_REPUT_*", "bad_server", Cause::BadServer},
    {"RBL_*_BLOCKED", "", Cause::None},
    {"RBL_*", "bad_server", Cause::BadServer},
    {"RECEIVED_SPAMHAUS_*", "bad_server", Cause::BadServer},
    {"RCVD_IN_DNSWL_*", "good_server", Cause::None},
    {"DWL_DNSWL_*", "good_server", Cause::None},
    {"IP_REPUTATION_SPAM", "bad_server", Cause::BadServer},
    {"IP_REPUTATION_HAM", "good_server", Cause::None},
    {"RSPAMD_*BL*", "bad_server", Cause::BadServer},
    {"RDNS_NONE", "server_unnamed", Cause::None},
    {"HFILTER_HOSTNAME_UNKNOWN", "server_unnamed", Cause::None},
    {"HFILTER_HELO_*", "helo_bad", Cause::None},
    {"HFILTER_*", "helo_bad", Cause::None},
    {"ONCE_RECEIVED*", "server_unnamed", Cause::None},
    // Rspamd: words, copies
    {"BAYES_SPAM", "words_spam", Cause::SpamWords},
    {"BAYES_USER_SPAM", "words_spam", Cause::SpamWords},
    {"BAYES_*HAM", "words_wanted", Cause::None},
    {"NEURAL_SPAM*", "words_spam", Cause::SpamWords},
    {"NEURAL_HAM*", "words_wanted", Cause::None},
    {"GPT_SPAM", "words_spam", Cause::SpamWords},
    {"FUZZY_DENIED", "seen_widely", Cause::KnownSpam},
    {"FUZZY_PROB", "seen_widely", Cause::KnownSpam},
    {"FUZZY_*WHITE*", "known_sender", Cause::None},
    {"LOCAL_FUZZY_WHITE", "known_sender", Cause::None},
    {"LOCAL_FUZZY_*", "seen_widely", Cause::KnownSpam},
    {"FUZZY_*", "seen_widely", Cause::KnownSpam},
    {"PYZOR*", "seen_widely", Cause::KnownSpam},
    {"RAZOR*", "seen_widely", Cause::KnownSpam},
    {"DCC_*", "seen_widely", Cause::KnownSpam},
    {"BITCOIN_ADDR", "money", Cause::None},
    {"LEAKED_PASSWORD_SCAM*", "money", Cause::KnownSpam},
    {"SUBJ_ALL_CAPS", "subject_capitals", Cause::None},
    {"SUBJ_EXCESS_*", "urgent", Cause::None},
    {"SUBJECT_HAS_EXCLAIM", "urgent", Cause::None},
    // Rspamd: newsletters
    {"BULK_MAILER", "bulk", Cause::Bulk},
    {"PRECEDENCE_BULK", "bulk", Cause::Bulk},
    {"MAILLIST", "bulk", Cause::Bulk},
    {"HAS_LIST_UNSUB", "unsubscribe", Cause::Bulk},
    {"MISSING_LIST_UNSUB", "", Cause::None},
    {"ENVFROM_VERP", "bulk", Cause::None},
    {"SENDGRID*", "bulk", Cause::None},
    // Rspamd: form
    {"MISSING_*", "missing_headers", Cause::None},
    {"BROKEN_HEADERS", "forged_headers", Cause::None},
    {"BROKEN_*", "odd_encoding", Cause::None},
    {"MULTIPLE_UNIQUE_HEADERS", "forged_headers", Cause::None},
    {"INVALID_MSGID*", "forged_headers", Cause::None},
    {"INVALID_DATE", "odd_date", Cause::None},
    {"DATE_IN_*", "odd_date", Cause::None},
    {"MV_CASE", "forged_headers", Cause::None},
    {"MANY_INVISIBLE_PARTS", "hidden_text", Cause::None},
    {"ZERO_FONT", "hidden_text", Cause::None},
    {"R_WHITE_ON_WHITE", "hidden_text", Cause::None},
    {"R_SUSPICIOUS_IMAGES", "pictures_only", Cause::None},
    {"MIME_HTML_ONLY", "html_only", Cause::None},
    {"R_EMPTY_IMAGE", "pictures_only", Cause::None},
    {"R_MIXED_CHARSET*", "look_alike_letters", Cause::None},
    {"R_BAD_CTE_*", "odd_encoding", Cause::None},
    {"*_EXCESS_BASE64", "odd_encoding", Cause::None},
    {"*_EXCESS_QP", "odd_encoding", Cause::None},
    {"BASE64_*", "odd_encoding", Cause::None},
    // Lists
    {"BLOCKLISTED_*", "block_list", Cause::SenderBlocked},
    {"BLACKLIST_*", "block_list", Cause::SenderBlocked},
    {"*_BLACKLIST", "block_list", Cause::SenderBlocked},
    {"WHITELIST_SPF_DKIM", "known_sender", Cause::None},
    {"WHITELIST_*DMARC*", "known_sender", Cause::None},
    {"WHITELIST_*", "allow_list", Cause::SenderAllowed},
    {"*_WHITELIST", "allow_list", Cause::SenderAllowed},
    {"REPLY", "known_sender", Cause::None},
    {"KNOWN_SENDER", "known_sender", Cause::None},
    {"*_FAIL_SCAN", "", Cause::FilterError},
    {"*_VIRUS_FAIL", "", Cause::FilterError},
    // SpamAssassin
    {"SPF_FAIL", "spf_fail", Cause::None},
    {"SPF_SOFTFAIL", "spf_softfail", Cause::None},
    {"SPF_PASS", "spf_pass", Cause::None},
    {"SPF_HELO_*", "", Cause::None},
    {"SPF_NONE", "spf_none", Cause::None},
    {"DKIM_INVALID", "dkim_fail", Cause::None},
    {"DKIM_VALID*", "dkim_pass", Cause::None},
    {"DKIM_SIGNED", "", Cause::None},
    {"DKIM_ADSP_*", "dkim_fail", Cause::ForgedDomain},
    {"KAM_DMARC_*", "dmarc_fail", Cause::ForgedDomain},
    {"BAYES_9*", "words_spam", Cause::SpamWords},
    {"BAYES_80", "words_spam", Cause::SpamWords},
    {"BAYES_60", "words_spam", Cause::SpamWords},
    {"BAYES_50", "", Cause::None},
    {"BAYES_*", "words_wanted", Cause::None},
    {"RCVD_IN_MSPIKE_H*", "good_server", Cause::None},
    {"RCVD_IN_*", "bad_server", Cause::BadServer},
    {"URI_PHISH*", "bad_link", Cause::PhishLink},
    {"URI_*", "bad_link", Cause::None},
    {"FREEMAIL_FORGED_REPLYTO", "reply_differs", Cause::None},
    {"HEADER_FROM_DIFFERENT_DOMAINS", "return_differs", Cause::None},
    {"FROM_MISSP_*", "name_forged", Cause::None},
    {"HTML_IMAGE_ONLY*", "pictures_only", Cause::None},
    {"HTML_FONT_LOW_CONTRAST", "hidden_text", Cause::None},
    {"HTML_FONT_TINY*", "hidden_text", Cause::None},
    {"T_HIDDEN_*", "hidden_text", Cause::None},
    {"LOTS_OF_MONEY", "money", Cause::None},
    {"ADVANCE_FEE_*", "money", Cause::None},
    {"MONEY_*", "money", Cause::None},
    {"URG_BIZ", "urgent", Cause::None},
    {"RDNS_DYNAMIC", "server_unnamed", Cause::None},
    {"HELO_*", "helo_bad", Cause::None},
    {"LIST_UNSUBSCRIBE*", "unsubscribe", Cause::Bulk},
    {"MAILING_LIST_MULTI", "bulk", Cause::Bulk},
    {"USER_IN_BLACKLIST*", "block_list", Cause::SenderBlocked},
    {"USER_IN_BLOCKLIST*", "block_list", Cause::SenderBlocked},
    {"USER_IN_WHITELIST*", "allow_list", Cause::SenderAllowed},
    {"USER_IN_WELCOMELIST*", "allow_list", Cause::SenderAllowed},
    {"OBFU_*", "look_alike_letters", Cause::None},
});

// '*' stands for any run of characters; at most two in a pattern.
bool matches(std::string_view pattern, std::string_view symbol) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == symbol;
  if (!symbol.starts_with(pattern.substr(0, star))) return false;
  symbol.remove_prefix(star);
  const std::string_view rest = pattern.substr(star + 1);
  if (rest.find('*') == std::string_view::npos) return symbol.ends_with(rest);
  for (std::size_t skip = 0; skip <= symbol.size(); ++skip) {
    if (matches(rest, symbol.substr(skip))) return true;
  }
  return false;
}

}  // namespace

SymbolMeaning meaning_of(std::string_view symbol) {
  for (const SymbolMeaning& meaning : kMeanings) {
    if (matches(meaning.symbol, symbol)) return meaning;
  }
  return {};
}

}  // namespace pratique::mime
