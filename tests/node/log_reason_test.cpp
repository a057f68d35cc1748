#include "node/domain/log_reason.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/log_codes.hpp"
#include "client/api/why_codes.hpp"

namespace pratique::test {
namespace {

using domain::reason_of_reply;
using domain::Speaker;

std::string_view server(std::string_view reply) {
  return reason_of_reply(reply, Speaker::Server).code;
}
std::string_view filter(std::string_view reply) {
  return reason_of_reply(reply, Speaker::Filter).code;
}
std::string_view destination(std::string_view reply) {
  return reason_of_reply(reply, Speaker::Destination).code;
}

bool is_known(std::string_view code) {
  return std::ranges::find(api::kLogReasons, code) != api::kLogReasons.end() ||
         std::ranges::find(api::kVerdictCodes, code) != api::kVerdictCodes.end();
}

}  // namespace

TEST_CASE("What Postfix says when it refuses has a reason", "[log_reason]") {
  CHECK(server("554 5.7.1 <x@y.example>: Relay access denied") == "relay_denied");
  CHECK(server("550 5.1.1 <n@d.example>: Recipient address rejected: undeliverable address: host d said: 550 5.1.1 User doesn't exist") ==
        "recipient_unknown");
  CHECK(server("450 4.1.1 <n@d.example>: Recipient address rejected: unverified address: connect to d: Connection refused") ==
        "recipient_unverified");
  CHECK(server("550 5.1.1 <n@d.example>: Recipient address rejected: User unknown in virtual mailbox table") == "recipient_unknown");
  CHECK(server("554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org") == "dnsbl");
  CHECK(server("450 4.1.8 <a@nowhere.example>: Sender address rejected: Domain not found") == "sender_unknown");
  CHECK(server("504 5.5.2 <box>: Helo command rejected: need fully-qualified hostname") == "server_name");
  CHECK(server("450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.9]") == "server_name");
  CHECK(server("450 4.7.1 Error: too much mail from 192.0.2.9") == "rate_limit");
  CHECK(server("552 5.3.4 Message size exceeds fixed limit") == "too_large");
  CHECK(server("554 5.5.0 Error: SMTP protocol synchronization: pipelining") == "protocol_error");
  CHECK(server("451 4.3.5 Server configuration problem") == "filter_down");
}

TEST_CASE("What the filter says at the end of a message has a reason", "[log_reason]") {
  CHECK(filter("4.7.1 Try again later") == "greylisted");
  CHECK(filter("451 4.7.1 Greylisting in effect, please try again later") == "greylisted");
  CHECK(filter("4.7.1 Service unavailable - try again later") == "filter_down");
  CHECK(filter("5.7.1 Spam message rejected") == "score_over_limit");
  CHECK(filter("5.7.1 SPF check failed") == "spf_fail");
  CHECK(filter("5.7.1 Action set by DMARC policy") == "dmarc_reject");
  CHECK(filter("5.7.1 clamav: virus found: Eicar") == "virus_found");
  CHECK(filter("4.7.1 Ratelimit \"to\" exceeded") == "rate_limit");
}

TEST_CASE("What became of mail on its way has a reason, by the enhanced code first", "[log_reason]") {
  CHECK(destination("5.2.2 host d said: 552 5.2.2 <b@d>: Mailbox is full") == "mailbox_full");
  CHECK(destination("4.2.2 host d said: 452 4.2.2 over quota") == "mailbox_full");
  CHECK(destination("5.1.1 host d said: 550 5.1.1 <b@d>: Recipient address rejected: User unknown") == "mailbox_unknown");
  CHECK(destination("4.4.1 connect to d[192.0.2.1]:25: Connection refused") == "destination_down");
  CHECK(destination("4.4.3 Host or domain name not found. Name service error for name=d type=MX: Host not found, try again") ==
        "destination_down");
  CHECK(destination("5.4.6 mail for d loops back to myself") == "mail_loop");
  CHECK(destination("4.7.1 host d said: 451 4.7.1 Greylisted, come back") == "destination_busy");
  CHECK(destination("5.7.1 host d said: 554 5.7.1 Message rejected due to content") == "remote_policy");
  CHECK(destination("4.3.0 host d said: 421 4.3.0 busy") == "destination_busy");
  CHECK(destination("5.0.0 host d said: 550 no") == "destination_refused");
  CHECK(destination("5.3.4 message size 99999999 exceeds size limit") == "too_large");
  CHECK(destination("") == "");
  CHECK(destination("all is well") == "");
}

TEST_CASE("One symbol that decides alone names the reason; several together do not", "[log_reason]") {
  const auto hit = [](std::string symbol, double weight) {
    api::RuleHit rule;
    rule.symbol = std::move(symbol);
    rule.weight = weight;
    return rule;
  };
  const auto of = [](std::vector<api::RuleHit> rules) { return domain::reason_of_symbols(rules).code; };
  CHECK(of({hit("DMARC_POLICY_REJECT", 8), hit("MIME_GOOD", -0.1), hit("R_SPF_FAIL", 1)}) == "dmarc_reject");
  CHECK(of({hit("R_SPF_FAIL", 10), hit("X", 2)}) == "spf_fail");
  CHECK(of({hit("RBL_SPAMHAUS_XBL", 6), hit("X", 5)}) == "dnsbl");
  CHECK(of({hit("URIBL_BLACK", 7.5)}) == "url_list");
  CHECK(of({hit("A", 4), hit("B", 4), hit("R_SPF_FAIL", 1)}) == "");
  CHECK(of({}) == "");
  CHECK(domain::reason_of_module("greylist").code == "greylisted");
  CHECK(domain::reason_of_module("").code.empty());
}

TEST_CASE("Every reason that replies, modules and symbols can give is one that people have words for", "[log_reason]") {
  for (const char* digits : {"4", "5"}) {
    for (const char* rest : {"1.1", "1.2", "1.3", "1.6", "1.7", "1.8", "1.10", "2.1",  "2.2",  "2.3",  "3.4",  "4.1", "4.6",
                             "4.7", "5.0", "5.1", "5.2", "5.3", "7.0", "7.1",  "7.20", "7.23", "7.25", "7.26", "9.9"}) {
      for (const Speaker speaker : {Speaker::Server, Speaker::Filter, Speaker::Destination}) {
        const std::string reply = std::string(digits) + "." + rest + " no";
        INFO(reply);
        CHECK(is_known(reason_of_reply(reply, speaker).code));
      }
    }
  }
}

}  // namespace pratique::test
