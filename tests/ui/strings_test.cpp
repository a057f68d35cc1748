#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "client/api/why_codes.hpp"
#include "shell/native/icu_localisation.hpp"
#include "ui/strings/catalog.hpp"
#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"

using namespace pratique;
using namespace pratique::strings;

namespace {

std::multiset<std::string> placeholders(std::string_view text) {
  std::multiset<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    names.emplace(text.substr(open, text.find('}', open) - open + 1));
  }
  return names;
}

std::set<std::string> distinct(std::string_view text) {
  const auto all = placeholders(text);
  return {all.begin(), all.end()};
}

base::WallTime at(int day, int hour, int minute) {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / day) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

}  // namespace

TEST_CASE("every text has the same parameters in every language") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog english(Language::English, localisation);
  for (Language language : {Language::German, Language::LongPseudo, Language::MirroredPseudo}) {
    const Catalog other(language, localisation);
    for (std::size_t i = 0; i < kKeyCount; ++i) {
      const auto key = static_cast<Key>(i);
      INFO(english.text(key) << " / " << other.text(key));
      CHECK_FALSE(other.text(key).empty());
      CHECK(distinct(other.text(key)) == distinct(english.text(key)));
    }
  }
}

TEST_CASE("a text with plural forms has one for every other number") {
  const native::IcuLocalisation localisation("en", "UTC");
  for (Language language : {Language::English, Language::German}) {
    const Catalog catalog(language, localisation);
    for (std::size_t i = 0; i < kKeyCount; ++i) {
      const std::string_view text = catalog.text(static_cast<Key>(i));
      if (!text.starts_with("one:") && text.find('|') == std::string_view::npos) continue;
      INFO(text);
      CHECK(text.find("other:") != std::string_view::npos);
    }
  }
}

TEST_CASE("labels end without a full stop and never cry") {
  const native::IcuLocalisation localisation("en", "UTC");
  for (Language language : {Language::English, Language::German}) {
    const Catalog catalog(language, localisation);
    for (std::size_t i = 0; i < kKeyCount; ++i) {
      INFO(catalog.text(static_cast<Key>(i)));
      CHECK(catalog.text(static_cast<Key>(i)).find('!') == std::string_view::npos);
    }
    for (Key label : {Key::Release, Key::Remove, Key::Undo, Key::TryAgain, Key::SignIn, Key::ShowImages, Key::CopyAll}) {
      CHECK_FALSE(catalog.text(label).ends_with('.'));
    }
  }
}

TEST_CASE("counts are said in the singular, the plural, and with separators") {
  const native::IcuLocalisation english_locale("en", "UTC");
  const Catalog english(Language::English, english_locale);
  CHECK(english.count(Key::HeldCount, 1) == "1 message held");
  CHECK(english.count(Key::HeldCount, 0) == "0 messages held");
  CHECK(english.count(Key::HeldCount, 1284) == "1,284 messages held");
  const native::IcuLocalisation german_locale("de", "UTC");
  const Catalog german(Language::German, german_locale);
  CHECK(german.count(Key::HeldCount, 1) == "1 Nachricht zurückgehalten");
  CHECK(german.count(Key::HeldCount, 1284) == "1.284 Nachrichten zurückgehalten");
}

TEST_CASE("a parameter's value is never read as a text") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog catalog(Language::English, localisation);
  CHECK(catalog.format(Key::EmptyTitle, {{"query", "{query} one:a|other:b"}}) == "Nothing matches “{query} one:a|other:b”");
}

TEST_CASE("pseudo-locales keep parameters and are longer or mirrored") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog english(Language::English, localisation);
  const Catalog longer(Language::LongPseudo, localisation);
  const Catalog mirrored(Language::MirroredPseudo, localisation);
  CHECK(longer.text(Key::HelpAndShortcuts).size() > english.text(Key::HelpAndShortcuts).size() * 5 / 4);
  CHECK(longer.count(Key::HeldCount, 1).find("{") == std::string::npos);
  CHECK(mirrored.right_to_left());
  CHECK_FALSE(english.right_to_left());
  CHECK(mirrored.text(Key::Release).find("\u202E") != std::string_view::npos);
}

TEST_CASE("every code of why a message was held has words") {
  const auto all_have = [](const auto& codes, auto key_of) {
    for (std::string_view code : codes) {
      INFO(code);
      CHECK(key_of(code).has_value());
    }
  };
  all_have(api::kVerdictCodes, verdict_key);
  all_have(api::kMeaningCodes, meaning_key);
  all_have(api::kWouldPassCodes, would_pass_key);
  all_have(api::kWarningCodes, warning_keys);
  all_have(api::kAttachmentRisks, risk_key);
  CHECK(warning_keys("hidden_extension")->text == Key::WarningHiddenExtension);
  CHECK(risk_key("disk_image") == Key::RiskDiskImage);
  CHECK(verdict_key("link_mismatch") == Key::VerdictLinkMismatch);
  CHECK(meaning_key("odd_encoding") == Key::MeaningOddEncoding);
  CHECK(would_pass_key("not_overridable") == Key::WouldPassNever);
  CHECK_FALSE(meaning_key("something_a_newer_node_says").has_value());
}

TEST_CASE("readers' words are used for classes") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog catalog(Language::English, localisation);
  CHECK(catalog.text(class_key(api::MessageClass::Bulk)) == "Newsletter");
  CHECK(catalog.text(class_key(api::MessageClass::Policy)) == "Blocked file");
  CHECK(catalog.text(class_key(api::MessageClass::Unsure)) == "Not sure");
  CHECK(catalog.text(held_as_key(api::MessageClass::Phish)) == "Held as phishing");
}

TEST_CASE("a row's time is short and never ambiguous") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog catalog(Language::English, localisation);
  const base::WallTime now = at(23, 10, 42);  // a Monday
  CHECK(row_time(catalog, at(23, 10, 21), now) == "10:21");
  CHECK(row_time(catalog, at(23, 0, 0), now) == "00:00");
  CHECK(row_time(catalog, at(22, 22, 14), now) == "Sun 22:14");
  CHECK(row_time(catalog, at(17, 9, 0), now) == "Tue 09:00");
  CHECK(row_time(catalog, at(16, 9, 0), now) == "16 Nov");
  CHECK(row_time(catalog, at(23, 9, 0) - std::chrono::days(366), now) == "22 Nov 2025");
  CHECK(row_time(catalog, at(24, 9, 0), now) == "24 Nov");  // a clock ahead of ours is not "today"
}

TEST_CASE("days begin where the reader lives") {
  const native::IcuLocalisation kiritimati("en", "Pacific/Kiritimati");  // fourteen hours ahead
  CHECK(local_day(kiritimati, at(23, 9, 59)) + 1 == local_day(kiritimati, at(23, 10, 0)));
  const std::int64_t day = local_day(kiritimati, at(23, 10, 0));
  CHECK(start_of_day(kiritimati, day) == at(23, 10, 0));
  const native::IcuLocalisation berlin("en", "Europe/Berlin");  // clocks went back on 25 October 2026
  const base::WallTime changed = std::chrono::sys_days(std::chrono::year(2026) / 10 / 25) - std::chrono::hours(2);
  CHECK(start_of_day(berlin, local_day(berlin, changed)) == changed);
}

TEST_CASE("days of the list are named") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog catalog(Language::English, localisation);
  const base::WallTime now = at(23, 10, 42);
  const std::int64_t today = local_day(localisation, now);
  CHECK(day_heading(catalog, today, now) == "Today");
  CHECK(day_heading(catalog, today - 1, now) == "Yesterday");
  CHECK(day_heading(catalog, today - 2, now) == "Saturday 21 November");
}

TEST_CASE("sizes and scores are short") {
  const native::IcuLocalisation localisation("en", "UTC");
  const Catalog catalog(Language::English, localisation);
  CHECK(strings::size(catalog, 0) == "0 B");
  CHECK(strings::size(catalog, 999) == "999 B");
  CHECK(strings::size(catalog, 48'200) == "48 KB");
  CHECK(strings::size(catalog, 1'240'000) == "1.2 MB");
  CHECK(strings::size(catalog, 48'000'000) == "48 MB");
  CHECK(strings::size(catalog, 999'960) == "1.0 MB");
  CHECK(score(catalog, 6.44) == "6.4");
  CHECK(signed_weight(catalog, 5) == "+5.0");
  CHECK(signed_weight(catalog, -0.8) == "−0.8");
  CHECK(signed_weight(catalog, 0.01) == "0.0");
}
