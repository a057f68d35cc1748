#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "client/api/export.hpp"
#include "client/api/health.hpp"
#include "client/api/histogram.hpp"
#include "client/api/job.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/message.hpp"
#include "client/api/release_request.hpp"
#include "client/api/report.hpp"
#include "client/api/saved_search.hpp"
#include "client/api/selection.hpp"
#include "client/api/session.hpp"
#include "client/api/ticket.hpp"
#include "tests/support/sample_messages.hpp"

using namespace pratique;
using namespace pratique::api;

TEST_CASE("A list row comes back from JSON with every field") {
  const MessageSummary full = test::sample_summary();
  CHECK(decode_message_summary(encode(full)) == full);
  MessageSummary bare;
  bare.id.value = "m";
  CHECK(decode_message_summary(encode(bare)) == bare);
}

TEST_CASE("A page of rows comes back from JSON") {
  const MessagePage page{{test::sample_summary("a"), test::sample_summary("b")}, "next/cursor=", std::nullopt, 200, 48'213};
  CHECK(decode_message_page(encode(page)) == page);
  CHECK(decode_message_page(encode(MessagePage{})) == MessagePage{});
}

TEST_CASE("An opened message comes back from JSON, flat as the API promises") {
  const MessageDetail detail = test::sample_detail();
  CHECK(decode_message_detail(encode(detail)) == detail);
  CHECK(decode_message_summary(encode(detail)) == detail.summary);
  CHECK(decode_why(encode(detail.why)) == detail.why);
}

TEST_CASE("Text, headers and parts come back from JSON") {
  const MessageText text{"Grüße\n\tAnn \x01", "windows-1252", true, true};
  CHECK(decode_message_text(encode(text)) == text);
  const MessageHeaders headers{{{"Received", "from a\n by b", true}, {"Subject", "", false}}};
  CHECK(decode_message_headers(encode(headers)) == headers);
  const MessageParts parts{{{0, 0, "multipart/mixed", "", "", 0, ""}, {1, 1, "image/png", "ü.png", "inline", 12, "ab12"}}};
  CHECK(decode_message_parts(encode(parts)) == parts);
}

TEST_CASE("Jobs, requests for them and sessions come back from JSON") {
  const Job job = test::sample_job();
  CHECK(decode_job(encode(job)) == job);
  CHECK(decode_job_page(encode(JobPage{{job}, 100, 101})) == JobPage{{job}, 100, 101});
  CHECK(decode_job_item_page(encode(JobItemPage{job.items, 0, 2})) == JobItemPage{job.items, 0, 2});
  const ActionRequest by_ids{Action::Release, {MessageId{"a"}, MessageId{"b"}}, std::nullopt, {}, std::nullopt};
  CHECK(decode_action_request(encode(by_ids)) == by_ids);
  const ActionRequest by_query{Action::Remove, {}, "class:bulk", {MessageId{"c"}}, std::nullopt};
  CHECK(decode_action_request(encode(by_query)) == by_query);
  const ListWish wish{ListWish::Sender::Domain, ListWish::Reach::Domain, "nöt", test::time_at("2027-01-01T00:00:00.000Z")};
  const ActionRequest with_list{Action::RemoveBlock, {}, "is:unseen", {}, wish};
  CHECK(decode_action_request(encode(with_list)) == with_list);
  CHECK(decode_action_request(R"({"action":"remove","ids":["a"],"list":{"sender":"address","reach":"mailbox"}})").error().field == "list");
  const Session session = test::sample_session();
  CHECK(decode_session(encode(session)) == session);
  CHECK(decode_me(encode(session.me)) == session.me);
  CHECK(decode_settings(encode(session.me.settings)) == session.me.settings);
  CHECK(decode_settings("{}") == Settings{});
  const KeptSession kept{"t", session.expires_at};
  CHECK(decode_kept_session(encode(kept)) == kept);
  const auto sign_in = decode_sign_in(encode(SignIn{"ann", "pä\"ss", true}));
  REQUIRE(sign_in.has_value());
  CHECK(sign_in->login == "ann");
  CHECK(sign_in->password == "pä\"ss");
  CHECK(sign_in->stay);
}

TEST_CASE("Health comes back from JSON, and exports have their address") {
  const Health health{
      {{"disk", "", HealthState::Warning, "The disk has 4 % left", 0.04}, {"filter", "", HealthState::Off, "", std::nullopt}},
      test::time_at("2026-11-22T10:00:00.000Z")};
  CHECK(decode_health(encode(health)) == health);
  CHECK(decode_health(R"({"at":"2026-11-22T10:00:00.000Z","checks":[{"name":"disk","of":"","state":"odd","message":""}]})").error().code ==
        base::ErrorCode::BadReply);
  CHECK(to_export_url("from:a status:held", ExportFormat::Jsonl) == "/v1/export?q=from%3Aa%20status%3Aheld&format=jsonl");
  CHECK(parse_export_format("csv") == ExportFormat::Csv);
  CHECK_FALSE(parse_export_format("pdf"));
}

TEST_CASE("Counts and histograms come back from JSON") {
  CHECK(decode_message_count(encode(MessageCount{412})) == MessageCount{412});
  const Histogram histogram{Bucket::Hour,
                            {{test::time_at("2026-11-22T10:00:00Z"), 12, {{Status::Quarantined, 10}, {Status::Released, 2}}}}};
  CHECK(decode_histogram(encode(histogram)) == histogram);
  CHECK(to_url(HistogramRequest{"a b", Bucket::Day, -330}) == "/v1/messages/histogram?q=a%20b&bucket=day&zone_offset_minutes=-330");
  CHECK(to_count_url("class:phish,virus") == "/v1/messages/count?q=class%3Aphish%2Cvirus");
}

TEST_CASE("Lists, saved searches, release requests and selections come back from JSON") {
  const auto at = test::time_at("2026-11-22T10:00:00.000Z");
  const NewListEntry entry{"exämple.org", "ann@example.org", "my \"note\"", at, true};
  CHECK(decode_new_list_entry(encode(entry)) == entry);
  const ListEntry stored{ListEntryId{"4"}, ListKind::Block, entry, "ann", at, 12, at, false};
  CHECK(decode_list_entry(encode(stored)) == stored);
  const ListEntryPage entries{{stored}, "c", 0, 1};
  CHECK(decode_list_entry_page(encode(entries)) == entries);
  const ListPreview preview{37, 30, {test::sample_summary()}, {"own_domain"}};
  CHECK(decode_list_preview(encode(preview)) == preview);
  CHECK(decode_list_import(encode(ListImport{1, 2, 3, 4})) == ListImport{1, 2, 3, 4});
  const SavedSearches searches{{{SearchId{"1"}, {"Invoices", "subject:invoice"}}, {SearchId{"2"}, {"ü", ""}}}};
  CHECK(decode_saved_searches(encode(searches)) == searches);
  CHECK(decode_saved_search(encode(searches.items[0])) == searches.items[0]);
  CHECK(decode_new_saved_search(encode(searches.items[1].search)) == searches.items[1].search);
  const SearchOrder order{{SearchId{"2"}, SearchId{"1"}}};
  CHECK(decode_search_order(encode(order)) == order);
  const ReleaseRequest request{RequestId{"9"}, RequestState::Denied, test::sample_summary(), "bob", at, "please", "ann", at, "no", true};
  CHECK(decode_release_request(encode(request)) == request);
  const ReleaseRequestPage requests{{request}, 10, 11};
  CHECK(decode_release_request_page(encode(requests)) == requests);
  const NewReleaseRequest asked{MessageId{"5"}, "mine"};
  CHECK(decode_new_release_request(encode(asked)) == asked);
  CHECK(decode_request_answer(encode(RequestAnswer{"no"})) == RequestAnswer{"no"});
  const SelectionSummary selection{
      48'213,   {{MessageClass::Spam, 48'000}, {MessageClass::Virus, 213}}, {{{"Zoë", "zoe@example.net"}, 7}}, 912, {1, 2, 3, 4}, 48'000,
      1'000'000};
  CHECK(decode_selection(encode(selection)) == selection);
  const std::vector<MessageId> except{MessageId{"1"}, MessageId{"2"}};
  CHECK(to_selection_url("class:bulk", except) == "/v1/selection?q=class%3Abulk&except=1,2");
}

TEST_CASE("Every word of the wire is read back as itself") {
  for (int i = 0; i <= static_cast<int>(Status::Expired); ++i)
    CHECK(parse_status(to_wire(static_cast<Status>(i))) == static_cast<Status>(i));
  for (int i = 0; i <= static_cast<int>(MessageClass::Unknown); ++i) {
    CHECK(parse_message_class(to_wire(static_cast<MessageClass>(i))) == static_cast<MessageClass>(i));
  }
  for (int i = 0; i <= static_cast<int>(Action::MarkUnseen); ++i)
    CHECK(parse_action(to_wire(static_cast<Action>(i))) == static_cast<Action>(i));
  for (int i = 0; i <= static_cast<int>(JobState::Cancelled); ++i)
    CHECK(parse_job_state(to_wire(static_cast<JobState>(i))) == static_cast<JobState>(i));
  for (int i = 0; i <= static_cast<int>(ItemState::Undone); ++i)
    CHECK(parse_item_state(to_wire(static_cast<ItemState>(i))) == static_cast<ItemState>(i));
  CHECK_FALSE(parse_status("held").has_value());
  CHECK_FALSE(parse_status("").has_value());
}

TEST_CASE("Bad bytes and impossible numbers still give JSON that can be read") {
  MessageSummary summary = test::sample_summary();
  summary.subject = "a\xFF\xC3";
  summary.score = std::numeric_limits<double>::infinity();
  const auto read = decode_message_summary(encode(summary));
  REQUIRE(read.has_value());
  CHECK(read->subject == "a\uFFFD\uFFFD");
  CHECK_FALSE(read->score.has_value());
}

TEST_CASE("Reports come back from JSON") {
  const base::WallTime at{std::chrono::milliseconds(1'790'000'000'000)};
  const ListEntry entry{ListEntryId{"4"}, ListKind::Allow, {"example.org", "ann@demo.example", "", {}, true}, "ann", at, 3, at, true};
  ReadMessage read{.name = "all.zip/one.eml",
                   .problem = "",
                   .header_from = {"Ann", "ann@example.org"},
                   .subject = "Tide",
                   .snippet = "high",
                   .date = at,
                   .message_id = "a@b",
                   .size_bytes = 12,
                   .sha256 = "ab",
                   .trace = ReportTrace::Ours,
                   .message = test::sample_summary(),
                   .why = Why{},
                   .entry = entry,
                   .alike = 3};
  CHECK(decode_read_report(encode(ReadReport{{read, ReadMessage{.name = "x.pst", .problem = "unknown_type"}}}))->items.front() == read);
  const Report report{ReportId{"7"}, ReportKind::Phish, ReportVia::Mail, at, "ann", read, "learned", true, at, true};
  CHECK(decode_report(encode(report)) == report);
  const ReportResult result{{{report, {}}, {{}, ReadMessage{.name = "x.pst", .problem = "empty"}}}};
  CHECK(decode_report_result(encode(result)) == result);
  CHECK(decode_report_result(R"({"items":[{}]})").error().code == base::ErrorCode::BadReply);
  const ReportPage page{{report}, 1, 2, {5, 4, 1}, "spamreport@report.example", "notspamreport@report.example"};
  CHECK(decode_report_page(encode(page)) == page);
}

TEST_CASE("Tickets and the record of sign-ins come back from JSON") {
  const auto at = test::time_at("2026-11-22T10:00:00.000Z");
  const NewTicket wanted{"ann@example.org", "reseller-7", "https://panel.example/bye"};
  CHECK(decode_new_ticket(encode(wanted)) == wanted);
  CHECK(decode_new_ticket(R"({"login":"example.org"})") == NewTicket{"example.org", "", ""});
  CHECK(decode_new_ticket("{}").error().field == "login");
  CHECK(decode_ticket(encode(Ticket{"ab12", at})) == Ticket{"ab12", at});
  CHECK(decode_ticket_sign_in(encode(TicketSignIn{"ab12"})) == TicketSignIn{"ab12"});
  TicketSession session;
  session.session.token = "token";
  session.session.expires_at = at;
  session.logout_url = "https://panel.example/bye";
  CHECK(decode_ticket_session(encode(session)) == session);
  const SignInEventPage page{{{at, SignInEventKind::TicketMade, "ann", "panel", "reseller-7", "192.0.2.1"}}, 3, 4};
  CHECK(decode_sign_in_event_page(encode(page)) == page);
}
