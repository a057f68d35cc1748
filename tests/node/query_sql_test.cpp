#include "node/storage/sqlite/query_sql.hpp"

#include <catch2/catch_test_macros.hpp>

#include "node/storage/sqlite/full_text.hpp"
#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

using api::query::Comparison;
using api::query::Field;
using api::query::Node;

struct QueryFixture : StorageFixture {
  QueryFixture() {
    auto parcel = delivery_to("bob@dest.test", "1");
    parcel.summary.subject = "Ihr Paket wartet";
    parcel.summary.header_from = {"Paketdienst Zürich", "info@parcel-service.example"};
    parcel.summary.sender_ip = "192.0.2.77";
    parcel.summary.sender_host = "mail.parcel.example";
    parcel.summary.message_id = "abc@parcel";
    parcel.summary.queue_id = "4Q1";
    parcel.summary.attachment_count = 1;
    parcel.search_text = "rechnung.pdf Bitte bezahlen Sie die Gebühr";
    add(parcel);
    auto meeting = delivery_to("alice@dest.test", "2");
    meeting.summary.subject = "明日の会議の資料について";
    meeting.summary.header_from = {"田中", "tanaka@example.jp"};
    meeting.summary.sender_ip = "2001:db8::5";
    meeting.summary.message_class = api::MessageClass::Phish;
    meeting.summary.status = api::Status::Released;
    meeting.summary.score = 14;
    meeting.summary.size_bytes = 2'000'000;
    meeting.summary.seen = true;
    meeting.search_text = "ご確認ください ｶﾀｶﾅ";
    add(meeting);
    auto thai = delivery_to("bob@other.test", "3");
    thai.summary.subject = "50% off_now";
    thai.summary.header_from = {"", "shop@example.net"};
    thai.summary.envelope_from = "";
    thai.summary.received_at = at_ms(kStartMs + 1000);
    thai.search_text = "สวัสดีครับ हिन्दी समाचार";
    add(thai);
  }
  // Which of 1, 2, 3 match, found through list and count alike.
  std::string hits(const Node& where, const domain::Scope& scope = domain::Scope::system()) {
    storage::ListQuery query;
    query.where = where;
    query.sort.order = api::SortOrder::Ascending;
    const auto page = storage->messages().list(scope, query);
    if (!page) return "error: " + page.error().message + page.error().detail;
    std::string out;
    for (const auto& item : page->items) out += item.id.value.substr(1);
    CHECK(page->total == static_cast<std::int64_t>(out.size()));
    return out;
  }
  std::string words(const std::string& text) { return hits(term(Field::Words, {text})); }
};

}  // namespace

TEST_CASE_METHOD(QueryFixture, "words are found in subject, sender, recipient and body, without case and accents") {
  CHECK(words("paket") == "1");
  CHECK(words("PAKET WARTET") == "1");
  CHECK(words("zurich") == "1");
  CHECK(words("parcel-service") == "1");
  CHECK(words("rechnung.pdf") == "1");
  CHECK(words("gebuhr") == "1");
  CHECK(words("bezahl") == "1");  // the last word may go on
  CHECK(words("ezahlen").empty());
  CHECK(words("alice@dest.test") == "2");
  CHECK(words("bob") == "13");
}

TEST_CASE_METHOD(QueryFixture, "a quoted phrase is whole words in this order") {
  const auto quoted = [](const std::string& text) {
    Node node = term(Field::Words, {text});
    node.term.shown_value = '"' + text + '"';
    return node;
  };
  CHECK(hits(quoted("ihr paket")) == "1");
  CHECK(hits(quoted("paket ihr")).empty());
  CHECK(hits(quoted("ihr pak")).empty());
}

TEST_CASE_METHOD(QueryFixture, "text without spaces is found by any run of its characters") {
  CHECK(words("会議") == "2");
  CHECK(words("議の資") == "2");
  CHECK(words("会資").empty());
  CHECK(words("田中") == "2");
  CHECK(words("カタカナ") == "2");  // written half-width
  CHECK(words("สวัสดี") == "3");
  CHECK(words("हिन्दी") == "3");
  CHECK(words("हिन्") == "3");
}

TEST_CASE_METHOD(QueryFixture, "each operator reads its own field") {
  CHECK(hits(term(Field::From, {"tanaka@example.jp"})) == "2");
  CHECK(hits(term(Field::From, {"paket"})) == "1");
  CHECK(hits(term(Field::From, {"wartet"})).empty());
  CHECK(hits(term(Field::To, {"bob@dest.test", "bob@other.test"})) == "13");
  CHECK(hits(term(Field::Subject, {"paket"})) == "1");
  CHECK(hits(term(Field::Subject, {"bezahlen"})).empty());
  CHECK(hits(term(Field::EnvelopeFrom, {"bounce@example.org"})) == "12");
  CHECK(hits(term(Field::Status, {"quarantined"})) == "13");
  CHECK(hits(term(Field::Status, {"quarantined", "released"})) == "123");
  CHECK(hits(term(Field::Class, {"phish"})) == "2");
  CHECK(hits(term(Field::MessageId, {"<abc@parcel>"})) == "1");
  CHECK(hits(term(Field::QueueId, {"4Q1"})) == "1");
  CHECK(hits(term(Field::Ip, {"192.0.2.0/24"})) == "1");
  CHECK(hits(term(Field::Ip, {"192.0.2.78"})).empty());
  CHECK(hits(term(Field::Ip, {"2001:db8::/32"})) == "2");
  CHECK(hits(term(Field::Host, {"parcel.example"})) == "1");
  CHECK(hits(term(Field::Has, {"attachment"})) == "1");
  CHECK(hits(term(Field::Is, {"seen"})) == "2");
  CHECK(hits(term(Field::Is, {"unseen"})) == "13");
  CHECK(hits(number_term(Field::Size, Comparison::Greater, 1'000'000)) == "2");
  CHECK(hits(number_term(Field::Score, Comparison::GreaterEqual, 7.5)) == "123");
  CHECK(hits(number_term(Field::Score, Comparison::Greater, 7.5)) == "2");
  Node after = term(Field::Received, {});
  after.term.comparison = Comparison::GreaterEqual;
  after.term.at = at_ms(kStartMs + 1000);
  CHECK(hits(after) == "3");
}

TEST_CASE_METHOD(QueryFixture, "groups, alternatives and negation combine") {
  CHECK(hits(negated(term(Field::Words, {"paket"}))) == "23");
  CHECK(hits(negated(term(Field::Ip, {"192.0.2.0/24"}))) == "23");
  CHECK(hits(all_of({term(Field::Words, {"bob"}), term(Field::From, {"shop"})})) == "3");
  CHECK(hits(all_of({term(Field::Words, {"bob"}), negated(term(Field::From, {"shop"}))})) == "1");
  CHECK(hits(any_of({term(Field::Class, {"phish"}), term(Field::Words, {"wartet"})})) == "12");
  CHECK(hits(negated(any_of({term(Field::Class, {"phish"}), term(Field::Words, {"wartet"})}))) == "3");
  CHECK(hits(all_of({any_of({term(Field::Words, {"paket"}), term(Field::Words, {"会議"})}), term(Field::Status, {"quarantined"})})) == "1");
  CHECK(hits(all_of({term(Field::Words, {"bob"}), number_term(Field::Score, Comparison::Less, 99)}), domain_scope({"other.test"})) == "3");
}

TEST_CASE_METHOD(QueryFixture, "searching for punctuation or for what looks like SQL is only searching") {
  CHECK(words("50%") == "3");
  CHECK(words("%") == "3");
  CHECK(words("_") == "3");
  CHECK(words("' OR 1=1 --").empty());
  CHECK(words("\" OR subject : paket").empty());
  CHECK(words("paket\" OR \"x").empty());
  CHECK(words("NEAR(paket wartet)").empty());
  CHECK(words("paket*") == "1");
  CHECK(hits(term(Field::MessageId, {"'); DROP TABLE delivery; --"})).empty());
  CHECK(words(std::string("pa\0ket", 6)).empty());
  CHECK(words("\xff\xfe").empty());
}

TEST_CASE_METHOD(QueryFixture, "a value that cannot be meant is an error that names it") {
  for (const auto& bad :
       {term(Field::Ip, {"999.1.1.1"}), term(Field::Ip, {"192.0.2.0/33"}), term(Field::Status, {"lost"}), term(Field::Has, {"luck"})}) {
    const auto count = storage->messages().count(domain::Scope::system(), bad);
    REQUIRE_FALSE(count);
    CHECK(count.error().code == base::ErrorCode::BadInput);
    CHECK(count.error().field == "q");
  }
}

TEST_CASE("pure status and class queries can be answered from the kept counts, others not") {
  const storage::sqlite::ScopeFilter scope{storage::sqlite::ScopeFilter::Kind::Everything, {}};
  CHECK(storage::sqlite::compile(all_of({term(Field::Status, {"quarantined"}), negated(term(Field::Class, {"virus"}))}), scope)
            ->only_tally_columns);
  CHECK(storage::sqlite::compile({}, scope)->only_tally_columns);
  CHECK_FALSE(
      storage::sqlite::compile(all_of({term(Field::Status, {"quarantined"}), term(Field::Words, {"x"})}), scope)->only_tally_columns);
  CHECK_FALSE(storage::sqlite::compile(number_term(Field::Size, Comparison::Less, 1), scope)->only_tally_columns);
}

TEST_CASE("values never become SQL text") {
  const storage::sqlite::ScopeFilter scope{storage::sqlite::ScopeFilter::Kind::Recipients, {4}};
  const auto condition = storage::sqlite::compile(
      all_of({term(Field::Host, {"ev'il"}), term(Field::Words, {"ev'il"}), term(Field::Reason, {"ev'il"})}), scope);
  REQUIRE(condition);
  CHECK(condition->sql.find("ev") == std::string::npos);
  CHECK(condition->values.size() == 3);
}

}  // namespace pratique::test
