#include "node/mime/verdict.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/why_codes.hpp"
#include "node/mime/analysis.hpp"
#include "node/mime/explain.hpp"
#include "node/mime/verdict_table.hpp"

namespace pratique::test {
namespace {

using api::MessageClass;
using mime::FilterVerdict;

std::string crlf(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
  return text;
}

mime::Analysis analyse(const std::string& header, std::string_view envelope_from = "ann@example.org", const std::string& body = "text\n") {
  const auto message = mime::Message::parse(crlf(header + "From: Ann <ann@example.org>\nSubject: s\n\n" + body));
  return mime::analyse(message, {envelope_from, "192.0.2.1", 6.0});
}

std::string spamd(const std::string& score, const std::string& symbols) {
  return "X-Spamd-Result: default: True [" + score + " / 15.00];\n\t" + symbols + "\n";
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

TEST_CASE("Rspamd's symbols come with weight, meaning and evidence, the heaviest first") {
  const auto a = analyse(spamd("12.34",
                               "\tBAYES_SPAM(5.10)[99.99%];\n\tFUZZY_DENIED(6.50)[1:ab;cd:0.93:txt, "
                               "two];\n\tR_SPF_ALLOW(-0.20)[+ip4:192.0.2.1];\n\tFROM_HAS_DN(0.00)[];\n\tNOT_KNOWN_HERE(0.94){HEADER;}[]") +
                         "X-Rspamd-Action: add header\nX-Rspamd-Queue-Id: 4ABC\n");
  CHECK(a.summary.score == 12.34);
  CHECK(a.summary.threshold == 6.0);
  CHECK(a.queue_id == "4ABC");
  REQUIRE(a.why.rules.size() == 4);
  CHECK(a.why.rules[0].symbol == "FUZZY_DENIED");
  CHECK(a.why.rules[0].meaning_code == "seen_widely");
  CHECK(a.why.rules[0].evidence == std::vector<std::string>{"1:ab;cd:0.93:txt", "two"});
  CHECK(a.why.rules[1].symbol == "BAYES_SPAM");
  CHECK(a.why.rules[2].symbol == "NOT_KNOWN_HERE");
  CHECK(a.why.rules[2].meaning_code.empty());
  CHECK(a.why.rules_total == 5);
  CHECK(a.summary.message_class == MessageClass::Spam);
  CHECK(a.summary.reason_code == "known_spam");
  CHECK(has(a.why.would_pass, "fewer_points"));
  CHECK(a.why.params.at("points") == "6.4");
}

TEST_CASE("each kind of held mail gets its class and the reason that decided") {
  const auto kind = [](const std::string& score, const std::string& symbols) {
    const auto a = analyse(spamd(score, symbols));
    return std::string(api::to_wire(a.summary.message_class)) + " " + a.summary.reason_code;
  };
  CHECK(kind("15", "PHISHING(4.0)[bank.example->evil.example];R_SPF_FAIL(1.0)[-all];DMARC_POLICY_REJECT(2.0)[x,reject]") ==
        "phish link_mismatch");
  CHECK(kind("9", "SPOOF_DISPLAY_NAME(5.0)[demo.example,evil.example];BAYES_SPAM(4.0)[99%]") == "phish forged_sender");
  CHECK(kind("20", "CLAM_VIRUS(14)[Eicar-Test];MIME_DOUBLE_BAD_EXTENSION(5)[a.pdf.exe]") == "virus virus_found");
  CHECK(kind("8", "MIME_BAD_EXTENSION(4.0)[exe];BAYES_SPAM(3)[]") == "policy blocked_file");
  CHECK(kind("0.1", "BLOCKED_FILE(0.0)[iso];BAYES_HAM(-1)[]") == "policy blocked_file");
  CHECK(kind("7", "MIME_ENCRYPTED_ARCHIVE(2.5)[x.zip];BAYES_SPAM(4)[]") == "policy encrypted_file");
  CHECK(kind("7", "BULK_MAILER(1.2)[];HAS_LIST_UNSUB(-0.01)[];PRECEDENCE_BULK(0)[];BAYES_SPAM(5)[]") == "bulk bulk_mail");
  CHECK(kind("14", "HAS_LIST_UNSUB(-0.01)[];PRECEDENCE_BULK(0)[];URIBL_BLACK(7)[evil.example:url];BAYES_SPAM(5)[]") == "spam bad_link");
  CHECK(kind("7.1", "BAYES_SPAM(4)[];RDNS_NONE(2)[];MV_CASE(0.5)[]") == "unsure not_sure");
  CHECK(kind("12", "BAYES_SPAM(4)[];RDNS_NONE(2)[];SUBJ_ALL_CAPS(2)[];MISSING_MID(2.5)[];X(1.5)[]") == "spam score_over_limit");
  CHECK(kind("12", "RBL_SPAMHAUS_XBL(8)[192.0.2.1:from];BAYES_SPAM(4)[]") == "spam bad_server");
  CHECK(kind("12", "BLOCKLISTED_SENDER(8)[a@b.example];BAYES_SPAM(4)[]") == "block_list sender_blocked");
  CHECK(kind("14", "BAYES_SPAM(9)[];RDNS_NONE(2)[];MV_CASE(3)[]") == "spam spam_words");
}

TEST_CASE("sentences are filled with what the filter saw") {
  const auto params = [](const std::string& symbols) { return analyse(spamd("20", symbols)).why.params; };
  CHECK(params("PHISHING(4.0)[bank.example->evil.example]").at("shown") == "bank.example");
  CHECK(params("PHISHING(4.0)[bank.example->evil.example]").at("target") == "evil.example");
  CHECK(params("CLAM_VIRUS(14)[Eicar-Test]").at("virus") == "Eicar-Test");
  CHECK(params("RBL_SPAMHAUS_XBL(18)[203.0.113.9:from]").at("ip") == "203.0.113.9");
  CHECK(params("MIME_BAD_EXTENSION(14)[invoice.exe]").at("file") == "invoice.exe");
  CHECK(params("DMARC_POLICY_REJECT(14)[x]").at("domain") == "example.org");
  CHECK(params("DBL_SPAM(14)[evil.example:url]").at("target") == "evil.example");
}

TEST_CASE("authentication results are read with alignment, else taken from the symbols") {
  const auto results = mime::parse_authentication_results(
      " mx.test; dkim=pass (2048-bit; \"x;y\") header.d=mail.example.org header.s=k; spf=softfail "
      "smtp.mailfrom=bounce@other.example;\r\n\tdmarc=pass (policy=none) header.from=example.org; iprev=pass",
      "example.org");
  REQUIRE(results.size() == 3);
  CHECK(results[0] == api::AuthResult{"dkim", "pass", "mail.example.org", true});
  CHECK(results[1] == api::AuthResult{"spf", "softfail", "other.example", false});
  CHECK(results[2] == api::AuthResult{"dmarc", "pass", "example.org", true});
  const auto a = analyse(spamd("7", "R_DKIM_ALLOW(-0.2)[example.org:s=k];R_SPF_FAIL(1)[-all];DMARC_NA(0)[example.org]"), "x@other.example");
  REQUIRE(a.why.authentication.size() == 3);
  CHECK(a.why.authentication[0] == api::AuthResult{"spf", "fail", "other.example", false});
  CHECK(a.why.authentication[1] == api::AuthResult{"dkim", "pass", "example.org", true});
  CHECK(mime::parse_authentication_results("", "x").empty());
  CHECK(mime::parse_authentication_results("mx; none", "x").empty());
}

TEST_CASE("SpamAssassin's and amavis's headers are read where there are none of Rspamd") {
  const auto spamassassin = analyse(
      "X-Spam-Flag: YES\nX-Spam-Status: Yes, score=7.2 required=5.0 tests=BAYES_99,RCVD_IN_XBL,\n\tHTML_MESSAGE autolearn=no "
      "version=4.0.0\n"
      "X-Spam-Report: \n\t*  3.5 BAYES_99 BODY: Bayes spam probability is 99 to 100%\n\t*      [score: 1.0000]\n\t*  3.7 RCVD_IN_XBL RBL: "
      "listed\n");
  CHECK(spamassassin.summary.score == 7.2);
  CHECK(spamassassin.summary.threshold == 5.0);
  REQUIRE(spamassassin.why.rules.size() == 2);
  CHECK(spamassassin.why.rules_total == 3);
  CHECK(spamassassin.why.rules[1].symbol == "BAYES_99");
  CHECK(spamassassin.why.rules[1].weight == 3.5);
  CHECK(spamassassin.why.rules[1].description == "BODY: Bayes spam probability is 99 to 100%");
  CHECK(spamassassin.summary.reason_code == "bad_server");
  const auto amavis = analyse("X-Spam-Status: Yes, score=9 required=6 tests=[BAYES_99=3.5, URIBL_BLACK=5.5]\n");
  CHECK(amavis.why.rules[0].weight == 5.5);
  const auto infected = analyse("X-Amavis-Alert: INFECTED, message contains virus: Eicar-Signature\n");
  CHECK(infected.summary.message_class == MessageClass::Virus);
  CHECK(infected.why.params.at("virus") == "Eicar-Signature");
}

TEST_CASE("no filter's words means unknown, not guessed") {
  const auto a = analyse("");
  CHECK(a.summary.message_class == MessageClass::Unknown);
  CHECK(a.summary.reason_code == "no_verdict");
  CHECK_FALSE(a.summary.score);
  CHECK_FALSE(a.summary.threshold);
  CHECK_FALSE(a.summary.worth_a_look);
}

TEST_CASE("a verdict that came with the message does not stand against the filter's own") {
  const std::string ours = "X-Spamd-Result: default: True [9.00 / 15.00];\n\tCLAM_VIRUS(9.00)[x]\nReceived: from client by our.mx; now\n";
  const std::string forged =
      "Received: from evil by client; before\nX-Spamd-Result: default: False [-9.00 / "
      "15.00];\n\tBAYES_HAM(-9.00)[]\nAuthentication-Results: evil; dkim=pass header.d=example.org\n";
  CHECK(analyse(ours + forged).summary.message_class == MessageClass::Virus);
  CHECK(analyse("Received: from client by our.mx; now\n" + ours.substr(0, ours.find("Received")) + forged).summary.score == 9.0);
  // A milter may add at the end: of several low ones the last is the filter's.
  CHECK(analyse("Received: a\nReceived: b\nX-Rspamd-Score: -5\nX-Rspamd-Score: 11\n").summary.score == 11);
}

TEST_CASE("worth a look is near the limit, harmless and signed by the sender") {
  const std::string signature = "Authentication-Results: mx; dkim=pass header.d=example.org\n";
  CHECK(analyse(signature + spamd("7.2", "BAYES_SPAM(5)[]")).summary.worth_a_look);
  CHECK_FALSE(analyse(signature + spamd("7.6", "BAYES_SPAM(5)[]")).summary.worth_a_look);
  CHECK_FALSE(analyse(spamd("7.2", "BAYES_SPAM(5)[]")).summary.worth_a_look);
  CHECK_FALSE(
      analyse("Authentication-Results: mx; dkim=pass header.d=other.example\n" + spamd("7.2", "BAYES_SPAM(5)[]")).summary.worth_a_look);
  CHECK_FALSE(analyse(signature + spamd("7.2", "PHISHING(5)[a->b]")).summary.worth_a_look);
}

TEST_CASE("the sender differs when organisations differ, not for sub-domains or bounces") {
  CHECK(analyse("", "x@bulk.mailer.example").summary.envelope_mismatch);
  CHECK_FALSE(analyse("", "x@bounce.example.org").summary.envelope_mismatch);
  CHECK_FALSE(analyse("", "").summary.envelope_mismatch);
}

TEST_CASE("damaged verdict headers give what can be read and nothing worse") {
  for (const char* header :
       {"X-Spamd-Result: \n", "X-Spamd-Result: default: True [;;;;[[[\n", "X-Spamd-Result: x [nan / inf];A(;B(1)[;C(1)\n",
        "X-Spamd-Result: [1e999 / 5];A(99999999999)[]\n", "X-Spam-Status: Yes, score= required= tests=[\n", "X-Spam-Report: *\n",
        "Authentication-Results: ;;;=;((((\n", "X-Rspamd-Score: many\n", "X-Spamd-Result: d [1/2];A(1){[x\n"}) {
    CAPTURE(header);
    CHECK(analyse(header).summary.subject == "s");
  }
}

TEST_CASE("every code that the node gives has a text") {
  const auto known_meaning = [](std::string_view code) {
    return code.empty() || std::ranges::find(api::kMeaningCodes, code) != api::kMeaningCodes.end();
  };
  for (const char* symbol :
       {"R_SPF_FAIL", "R_SPF_NA", "DMARC_POLICY_REJECT", "CLAM_VIRUS", "PHISHING", "PHISHED_OPENPHISH", "DBL_SPAM", "SEM_URIBL_FRESH15",
        "RBL_SPAMHAUS_XBL", "BAYES_HAM", "BAYES_SPAM", "BAYES_USER_HAM", "FUZZY_WHITE", "MISSING_MID", "MIME_BAD_EXTENSION", "BAYES_00",
        "USER_IN_WELCOMELIST", "HELO_DYNAMIC_IPADDR", "NO_SUCH_SYMBOL"})
    CHECK(known_meaning(mime::meaning_of(symbol).meaning_code));
  CHECK(mime::meaning_of("BAYES_USER_HAM").meaning_code == "words_wanted");
  CHECK(mime::meaning_of("NO_SUCH_SYMBOL").symbol.empty());
  CHECK(mime::meaning_of("RBL_MAILSPIKE_BLOCKED").cause == mime::Cause::None);
}

}  // namespace pratique::test
