#include "client/api/query.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "tests/support/sample_messages.hpp"

using namespace pratique;
using namespace pratique::api::query;

namespace {

const base::WallTime kNow = test::time_at("2026-11-22T10:00:00Z");

Parsed read(std::string_view text, int zone_offset_minutes = 0) {
  return parse(text, kNow, zone_offset_minutes);
}

std::string canonical(std::string_view text, int zone_offset_minutes = 0) {
  const Parsed parsed = read(text, zone_offset_minutes);
  INFO(text);
  for (const ParseError& error : parsed.errors) INFO(error.code);
  CHECK(parsed.ok());
  return print(parsed.root);
}

// "code begin end" of the only error.
std::string error_of(std::string_view text) {
  const Parsed parsed = read(text);
  if (parsed.errors.size() != 1) return std::to_string(parsed.errors.size()) + " errors";
  const ParseError& error = parsed.errors[0];
  CHECK_FALSE(error.expected.empty());
  return error.code + " " + std::to_string(error.span.begin) + " " + std::to_string(error.span.end);
}

}  // namespace

TEST_CASE("Readers' words become the wire's words") {
  CHECK(canonical("kind:newsletter status:held") == "class:bulk status:quarantined");
  CHECK(canonical("class:blocked-file,not-sure,phishing") == "class:policy,unsure,phish");
  CHECK(canonical("KIND:\"Blocked File\" Status:HELD,Released") == "class:policy status:quarantined,released");
  CHECK(canonical("mailfrom:a return-path:b envelope_from:<>") == "envelope_from:a envelope_from:b envelope_from:<>");
  CHECK(canonical("is:unread is:worth-a-look has:attachments list:allow") == "is:unseen is:worth has:attachment list:allow");
  CHECK(canonical("message-id:<a.b@c>") == "message-id:a.b@c");
  CHECK(canonical("reason:SPF_FAIL queue:4Xyz host:mail.example.net to:ann") == "reason:spf_fail queue:4Xyz host:mail.example.net to:ann");
}

TEST_CASE("Sizes, scores and networks have one spelling") {
  CHECK(canonical("larger:1M smaller:1.5k size>200 size<=2GB") == "size>1048576 size<1536 size>200 size<=2147483648");
  CHECK(canonical("score>7 score:-1.50 score<=0.25 score>=6 score=2 score:>3") ==
        "score>7 score:-1.5 score<=0.25 score>=6 score:2 score>3");
  CHECK(canonical("ip:192.0.2.77/24,198.51.100.1/32") == "ip:192.0.2.0/24,198.51.100.1");
  CHECK(canonical("ip:2001:DB8:0:0:0:0:0:1,2001:db8::ff/32,::,::ffff:192.0.2.1") == "ip:2001:db8::1,2001:db8::/32,::,::ffff:c000:201");
  CHECK(canonical("ip:1:0:0:2:0:0:0:3") == "ip:1:0:0:2::3");
}

TEST_CASE("Dates are the reader's days and become instants") {
  CHECK(canonical("after:2026-11-01 before:yesterday") == "after:2026-11-01T00:00:00.000Z before:2026-11-21T00:00:00.000Z");
  CHECK(canonical("on:today", 60) == "on:2026-11-21T23:00:00.000Z");
  CHECK(canonical("on:today", -660) == "on:2026-11-21T11:00:00.000Z");  // still the day before in Samoa
  CHECK(canonical("after:3d before:2w") == "after:2026-11-19T00:00:00.000Z before:2026-11-08T00:00:00.000Z");
  CHECK(canonical("after:6h") == "after:2026-11-22T04:00:00.000Z");
  CHECK(canonical("after:2026-11-01T10:00:00+01:00") == "after:2026-11-01T09:00:00.000Z");
}

TEST_CASE("Terms are ANDed, OR takes its neighbours, minus and parentheses group") {
  CHECK(canonical("a b") == "a b");
  CHECK(canonical("a OR b c") == "(a OR b) c");
  CHECK(canonical("a b OR c OR d") == "a (b OR c OR d)");
  CHECK(canonical("(a b) OR c") == "((a b) OR c)");
  CHECK(canonical("((a)) (b (c d))") == "a b c d");
  CHECK(canonical("(a OR (b OR c))") == "(a OR b OR c)");
  CHECK(canonical("-a -(b c) -(d) --e") == "-a -(b c) -d e");
  CHECK(canonical("a AND b") == "a b");
  CHECK(canonical("-(a OR b) -(-(c d))") == "-(a OR b) c d");
  CHECK(canonical("ORDER or AND-gate") == "ORDER or AND-gate");
  CHECK(canonical("").empty());
  CHECK(canonical(" \t\u3000 ").empty());
}

TEST_CASE("Quotes make phrases, commas make alternatives, and nothing is lost") {
  CHECK(canonical("\"team  lunch\" subject:\"a,b\",c") == "\"team lunch\" subject:\"a,b\",c");
  CHECK(canonical(R"("say \"hi\" \\ \n")") == R"("say \"hi\" \\ \\n")");
  CHECK(canonical("\"OR\" \"-x\" \"from:me\"") == "\"OR\" \"-x\" \"from:me\"");
  CHECK(canonical("-subject:\"team lunch\"") == "-subject:\"team lunch\"");
  CHECK(canonical("status:held,") == "status:quarantined");
  CHECK(canonical("http://example.net/a?b=c") == "\"http://example.net/a?b=c\"");
  CHECK(canonical("10:30 x=5 a<b") == "\"10:30\" \"x=5\" \"a<b\"");
  CHECK(canonical("請求書\u3000支払い") == "請求書 支払い");
  CHECK(canonical("-") == "\"-\"");
}

TEST_CASE("Values and spans say what was typed and where") {
  const Parsed parsed = read("hello  -kind:newsletter,spam (from:\"Ann B\")");
  REQUIRE(parsed.ok());
  REQUIRE(parsed.root.children.size() == 3);
  const Term& kind = parsed.root.children[1].term;
  CHECK(kind.negated);
  CHECK(kind.field == Field::Class);
  CHECK(kind.values == std::vector<std::string>{"bulk", "spam"});
  CHECK(kind.span == Span{7, 28});
  CHECK(kind.shown_operator == "kind");
  CHECK(kind.shown_value == "newsletter,spam");
  CHECK(parsed.root.children[0].term.span == Span{0, 5});
  const std::vector<Term> shown = chips(parsed.root);
  REQUIRE(shown.size() == 2);
  CHECK(shown[0] == kind);
  CHECK(shown[1].field == Field::From);
  CHECK(shown[1].values == std::vector<std::string>{"Ann B"});
  CHECK(chips(read("a (b OR from:c)").root).empty());
  CHECK(read("score>7.5").root.children[0].term.number == 7.5);
  CHECK(read("score>7.5").root.children[0].term.comparison == Comparison::Greater);
}

TEST_CASE("An error says where it is and what could stand there") {
  CHECK(error_of("invoice form:ann") == "unknown_operator 8 12");
  CHECK(error_of("status:gone") == "bad_value 7 11");
  CHECK(error_of("status:held,gone") == "bad_value 12 16");
  CHECK(error_of("from:") == "bad_value 0 5");
  CHECK(error_of("from: ann") == "bad_value 0 5");
  CHECK(error_of("subject:\"\"") == "bad_value 0 10");
  CHECK(error_of("(a b") == "unbalanced_parenthesis 0 1");
  CHECK(error_of("a b)") == "unbalanced_parenthesis 3 4");
  CHECK(error_of("\"abc") == "unclosed_quote 0 4");
  CHECK(error_of("a ()") == "empty_group 2 4");
  CHECK(error_of("OR a") == "empty_group 0 2");
  CHECK(error_of("a OR") == "empty_group 2 4");
  CHECK(error_of(std::string(5000, 'x')) == "too_long 4096 5000");
  CHECK(error_of(std::string(100, '(') + "a" + std::string(100, ')')) == "too_deep 64 65");
  CHECK(read(std::string(64, '(') + "a" + std::string(64, ')')).ok());
  for (const char* bad : {"ip:1.2.3",
                          "ip:1.2.3.256",
                          "ip:01.2.3.4",
                          "ip:1.2.3.4/33",
                          "ip:::1::",
                          "ip:1:2:3:4:5:6:7",
                          "ip:1:2:3:4:5:6:7:8:9",
                          "ip:12345::",
                          "ip:::/129",
                          "ip:1.2.3.4.5",
                          "ip::",
                          "size:1X",
                          "larger:",
                          "larger:-1",
                          "score>x",
                          "score>",
                          "score>1,2",
                          "score:1e5",
                          "after:2026-02-30",
                          "after:3y",
                          "before:99999d",
                          "on:11/22/2026",
                          "after:today,yesterday",
                          "has:wings",
                          "is:blue",
                          "list:both",
                          "class:none",
                          "larger:9999999999G",
                          "score>9999999999999"}) {
    INFO(bad);
    CHECK_FALSE(read(bad).ok());
    CHECK(read(bad).errors[0].code == "bad_value");
  }
}

TEST_CASE("What is right beside an error is kept, and errors are at most eight") {
  const Parsed parsed = read("ann status:gone after:today");
  CHECK(parsed.errors.size() == 1);
  CHECK(parsed.root.children.size() == 2);
  std::string many;
  for (int i = 0; i < 50; ++i) many += "bad:x ";
  CHECK(read(many).errors.size() == 8);
}
