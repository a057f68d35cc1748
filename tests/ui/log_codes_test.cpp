#include "client/api/log_codes.hpp"

#include <catch2/catch_test_macros.hpp>

#include "client/api/why_codes.hpp"
#include "shell/native/icu_localisation.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/strings/log_codes.hpp"

using namespace pratique;
using namespace pratique::strings;

TEST_CASE("every reason of the log has a text and an advice, in every language") {
  const native::IcuLocalisation localisation("en", "UTC");
  for (const Language language : {Language::English, Language::German}) {
    const Catalog words(language, localisation);
    const auto check = [&](std::string_view code) {
      INFO(code);
      const auto reason = reason_key(code);
      const auto advice = advice_key(code);
      REQUIRE(reason);
      REQUIRE(advice);
      CHECK(words.text(*reason).size() > 4);
      CHECK(words.text(*advice).size() > 15);
      CHECK(words.text(*advice).ends_with('.'));
      CHECK_FALSE(words.text(*reason).ends_with('.'));
    };
    for (const std::string_view code : api::kLogReasons) check(code);
    for (const std::string_view code : api::kVerdictCodes) check(code);
    for (const std::string_view kind : api::kTrailKinds) CHECK(trail_key(kind));
    for (const std::string_view source : api::kTrailSources) CHECK(trail_source_key(source));
    for (const std::string_view outcome : api::kTrainingOutcomes) CHECK(outcome_key(outcome));
    for (const std::string_view name : api::kHealthChecks) CHECK((check_key(name) && check_fine_key(name)));
  }
  CHECK_FALSE(reason_key("tomorrow"));
  CHECK_FALSE(trail_key(""));
}

TEST_CASE("the codes stand beside their own words") {
  CHECK(reason_key("greylisted") == Key::ReasonGreylisted);
  CHECK(reason_key("remote_policy") == Key::ReasonRemotePolicy);
  CHECK(reason_key("no_verdict") == Key::ReasonOfNoVerdict);
  CHECK(advice_key("virus_found") == Key::AdviceOfVirusFound);
  CHECK(trail_key("request_open") == Key::TrailRequestOpen);
  CHECK(outcome_key("too_short") == Key::TaughtTooShort);
  CHECK(status_key(api::Status::Expired) == Key::StatusExpired);
  CHECK(check_key("mail_log") == Key::CheckMailLog);
}

TEST_CASE("an SMTP reply is explained by its enhanced status code, else by its first digit") {
  const auto meaning = [](std::string_view reply) {
    const auto found = explain_reply(reply);
    return found ? std::optional(std::pair(found->code, found->meaning)) : std::nullopt;
  };
  CHECK(meaning("550 5.1.1 <x@example.org>: Recipient address rejected") == std::pair(std::string("5.1.1"), Key::Reply1_1));
  CHECK(meaning("450 4.7.1 try again") == std::pair(std::string("4.7.1"), Key::Reply7_1));
  CHECK(meaning("552-5.2.2 full") == std::pair(std::string("5.2.2"), Key::Reply2_2));
  CHECK(meaning("556 5.1.10 null MX") == std::pair(std::string("5.1.10"), Key::Reply1_10));
  CHECK(meaning("550 5.7.26 unauthenticated") == std::pair(std::string("5.7.26"), Key::Reply7_26));
  CHECK(meaning("250 2.0.0 Ok: queued as 4YbK7n2Qz1") == std::pair(std::string("2.0.0"), Key::ReplyOk));
  CHECK(meaning("554 5.99.999 what is that") == std::pair(std::string("5.99.999"), Key::ReplyFinal));
  CHECK(meaning("421 too many connections from 5.1.1.1") == std::pair(std::string("421"), Key::ReplyPassing));
  CHECK(meaning("550") == std::pair(std::string("550"), Key::ReplyFinal));
  for (const char* no : {"", "5", "5.", "5.1", "hello", "5501", "203.0.113.77, mx7.example", "9.9.9", "score 5.1 of 6"})
    CHECK_FALSE(meaning(no));
}

TEST_CASE("a catalogue made of a file says what the file says; a file of another build leaves English") {
  const native::IcuLocalisation localisation("de", "UTC");
  std::string file;
  for (const char* text : kGerman) file.append(text).append("\n");
  const Catalog german(Language::German, localisation, file);
  const Catalog built_in(Language::German, localisation);
  for (std::size_t i = 0; i < kKeyCount; ++i) CHECK(german.text(static_cast<Key>(i)) == built_in.text(static_cast<Key>(i)));
  CHECK(german.language() == Language::German);
  CHECK(german.count(Key::AndAliases, 2) == built_in.count(Key::AndAliases, 2));
  const Catalog short_one(Language::German, localisation, file.substr(0, file.size() / 2));
  CHECK(short_one.language() == Language::English);
  CHECK(short_one.text(Key::Settings) == "Settings");
  CHECK(Catalog(Language::German, localisation, file + "more\n").text(Key::Settings) == "Settings");
}
