#include "node/domain/sender_list.hpp"

#include <catch2/catch_test_macros.hpp>

#include "node/domain/csv.hpp"
#include "node/domain/list_decision.hpp"
#include "node/domain/release_policy.hpp"
#include "node/handlers/list_csv.hpp"
#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

using domain::ListRight;

base::Result<api::NewListEntry> normal(const std::string& pattern, const std::string& applies_to = "ann@dest.test") {
  return domain::normalise({.pattern = pattern, .applies_to = applies_to});
}

std::string pattern_of(const std::string& pattern) {
  const auto entry = normal(pattern);
  return entry ? entry->pattern : "refused: " + entry.error().field;
}

domain::ListCandidate candidate(api::ListKind kind, const std::string& pattern, const std::string& applies_to = "dest.test") {
  return {.entry = {.id = {"l" + pattern + applies_to}, .kind = kind, .entry = {.pattern = pattern, .applies_to = applies_to}}};
}

constexpr auto kAllow = api::ListKind::Allow;
constexpr auto kBlock = api::ListKind::Block;

const std::vector<api::AuthResult> kSigned{{"dkim", "pass", "example.org", true}};
const std::vector<api::AuthResult> kUnknown{};
const std::vector<api::AuthResult> kForged{{"spf", "fail", "example.org", false}};

// "allow example.org dest.test", or "nothing".
std::string decided(const std::vector<domain::ListCandidate>& candidates, const std::vector<api::AuthResult>& authentication = kSigned,
                    const std::string& from = "bob@mail.example.org", const std::string& envelope = "bounce@else.test") {
  const auto found = domain::decide(candidates, {from, envelope, authentication}, at_ms(kStartMs));
  if (!found) return "nothing";
  return std::string(api::to_wire(found->entry.kind)) + " " + found->entry.entry.pattern + " " + found->entry.entry.applies_to;
}

}  // namespace

TEST_CASE("a sender is written as an address or a domain, and kept in one form", "[lists]") {
  CHECK(pattern_of(" Bob@Example.ORG ") == "Bob@example.org");
  CHECK(pattern_of("Example.ORG.") == "example.org");
  CHECK(pattern_of("@example.org") == "example.org");
  CHECK(pattern_of("*.example.org") == "example.org");
  CHECK(pattern_of("bücher.example") == "xn--bcher-kva.example");
  CHECK(pattern_of("info@bücher.example") == "info@xn--bcher-kva.example");
}

TEST_CASE("nonsense is refused by name", "[lists]") {
  for (const char* text : {"", "  ", "com", "co.uk", ".", "@", "*", "a b", "192.0.2.1", "[192.0.2.1]", "bob@[192.0.2.1]", "bob@",
                           "http://example.org", "exa\nmple.org", "bob@@", "\xFF\xFE"}) {
    INFO(text);
    CHECK(pattern_of(text) == "refused: pattern");
  }
  CHECK(pattern_of(std::string(600, 'a') + ".org") == "refused: pattern");
  for (const char* text : {"", "nobody", "a b@dest.test", "@"}) {
    INFO(text);
    const auto entry = normal("example.org", text);
    if (std::string_view(text) == "nobody") {
      CHECK(entry);  // a host name: whose it is, storage knows
    } else {
      REQUIRE_FALSE(entry);
      CHECK(entry.error().field == "applies_to");
    }
  }
  api::NewListEntry long_note{.pattern = "example.org", .applies_to = "dest.test", .note = std::string(501, 'x')};
  CHECK(domain::normalise(long_note).error().field == "note");
  long_note.note = std::string(500, 'x') + "\n ";
  CHECK(domain::normalise(long_note)->note == std::string(500, 'x'));
}

TEST_CASE("people change entries of their addresses and see those of their domain; domain users all in their domains", "[lists]") {
  const auto ann = email_scope({"Ann@dest.test"});
  CHECK(domain::list_right(ann, "ann@DEST.test") == ListRight::Change);
  CHECK(domain::list_right(ann, "dest.test") == ListRight::Look);
  CHECK(domain::list_right(ann, "bob@dest.test") == ListRight::None);
  CHECK(domain::list_right(ann, "else.test") == ListRight::None);
  const auto owner = domain_scope({"dest.test"});
  CHECK(domain::list_right(owner, "dest.test") == ListRight::Change);
  CHECK(domain::list_right(owner, "bob@dest.test") == ListRight::Change);
  CHECK(domain::list_right(owner, "sub.dest.test") == ListRight::None);
  CHECK(domain::list_right(owner, "bob@else.test") == ListRight::None);
  CHECK(domain::list_right(domain::Scope::system(), "any.test") == ListRight::Change);
}

TEST_CASE("an entry for a domain means its subdomains, and nobody whose name only ends alike", "[lists]") {
  const std::vector entries{candidate(kAllow, "example.org")};
  CHECK(decided(entries) == "allow example.org dest.test");
  CHECK(decided(entries, kSigned, "bob@example.org") == "allow example.org dest.test");
  CHECK(decided(entries, kSigned, "BOB@EXAMPLE.ORG") == "allow example.org dest.test");
  CHECK(decided(entries, kSigned, "bob@badexample.org") == "nothing");
  CHECK(decided(entries, kSigned, "bob@example.org.evil.test") == "nothing");
  CHECK(decided(entries, kSigned, "") == "nothing");
}

TEST_CASE("the mailbox's entry decides before the domain's, then the longer pattern, then block before allow", "[lists]") {
  const auto domain_blocks_address = candidate(kBlock, "bob@mail.example.org");
  const auto mailbox_allows_domain = candidate(kAllow, "example.org", "ann@dest.test");
  CHECK(decided({domain_blocks_address, mailbox_allows_domain}) == "allow example.org ann@dest.test");
  CHECK(decided({candidate(kBlock, "example.org"), candidate(kAllow, "mail.example.org")}) == "allow mail.example.org dest.test");
  CHECK(decided({candidate(kBlock, "mail.example.org"), candidate(kAllow, "bob@mail.example.org")}) ==
        "allow bob@mail.example.org dest.test");
  CHECK(decided({candidate(kAllow, "mail.example.org"), candidate(kBlock, "mail.example.org")}) == "block mail.example.org dest.test");
  CHECK(decided({candidate(kBlock, "mail.example.org"), candidate(kAllow, "mail.example.org")}) == "block mail.example.org dest.test");
}

TEST_CASE("paused and expired entries do nothing", "[lists]") {
  auto entry = candidate(kBlock, "example.org");
  entry.entry.entry.paused = true;
  CHECK(decided({entry}) == "nothing");
  entry.entry.entry.paused = false;
  entry.entry.entry.expires_at = at_ms(kStartMs);
  CHECK(decided({entry}) == "nothing");
  entry.entry.entry.expires_at = at_ms(kStartMs + 1);
  CHECK(decided({entry}) == "block example.org dest.test");
}

TEST_CASE("a forged header From opens no door, but keeps no block from closing it", "[lists]") {
  const std::vector allow{candidate(kAllow, "example.org")};
  CHECK(decided(allow, kUnknown) == "nothing");
  CHECK(decided(allow, {{"dkim", "pass", "evil.test", false}}) == "nothing");
  CHECK(decided(allow, {{"arc", "pass", "example.org", true}}) == "nothing");
  CHECK(decided(allow, {{"spf", "pass", "example.org", true}}) == "allow example.org dest.test");
  CHECK(decided(allow, {{"dmarc", "pass", "example.org", true}}) == "allow example.org dest.test");
  // The envelope says the same and nothing speaks against it.
  CHECK(decided(allow, kUnknown, "bob@example.org", "bounce@news.example.org") == "allow example.org dest.test");
  CHECK(decided(allow, kForged, "bob@example.org", "bob@example.org") == "nothing");
  CHECK(decided(allow, {{"dmarc", "fail", "example.org", false}}, "bob@example.org", "bob@example.org") == "nothing");
  // The envelope alone is nobody's face.
  CHECK(decided(allow, kUnknown, "eve@evil.test", "bob@example.org") == "nothing");
  const std::vector block{candidate(kBlock, "example.org")};
  CHECK(decided(block, kUnknown) == "block example.org dest.test");
  CHECK(decided(block, kUnknown, "eve@evil.test", "bob@example.org") == "block example.org dest.test");
}

TEST_CASE("an allow entry that does not count leaves the decision to the next one", "[lists]") {
  CHECK(decided({candidate(kAllow, "bob@mail.example.org", "ann@dest.test"), candidate(kBlock, "example.org")}, kUnknown) ==
        "block example.org dest.test");
}

TEST_CASE("own domains and public providers are known", "[lists]") {
  CHECK(domain::is_public_mail_provider("gmail.com"));
  CHECK_FALSE(domain::is_public_mail_provider("example.org"));
  CHECK(domain::is_own_domain("boss@mail.dest.test", "ann@dest.test"));
  CHECK_FALSE(domain::is_own_domain("else.test", "dest.test"));
}

TEST_CASE("CSV is read as RFC 4180 says, and every mistake has its place", "[csv]") {
  const auto rows = domain::parse_csv(
      "\xEF\xBB\xBF"
      "a,b\r\n\r\n\"x,\"\"y\"\"\r\nz\",\n1,2");
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[1].cells == std::vector<std::string>{"x,\"y\"\r\nz", ""});
  CHECK((*rows)[1].line == 3);
  CHECK((*rows)[2].line == 5);
  CHECK(domain::parse_csv("")->empty());
  const auto message = [](std::string_view text) { return domain::parse_csv(text, {.rows = 2, .cell_bytes = 5}).error().message; };
  CHECK(message("a\nb,\"c").starts_with("Line 2, column 2: "));
  CHECK(message("a,\"b\"c").starts_with("Line 1, column 2: "));
  CHECK(message("a\nb\"c").starts_with("Line 2, column 1: "));
  CHECK(message("a\nb\nc").starts_with("Line 3, column 1: "));
  CHECK(message("abcdef").starts_with("Line 1, column 1: "));
  CHECK_FALSE(domain::parse_csv("\xFF"));
}

TEST_CASE("any bytes are either rows or a mistake", "[csv]") {
  const std::string_view alphabet = "a,\"\r\n'=";
  for (std::size_t code = 0; code < 7 * 7 * 7 * 7 * 7; ++code) {
    std::string text;
    for (std::size_t rest = code, i = 0; i < 5; ++i, rest /= 7) text += alphabet[rest % 7];
    const auto rows = domain::parse_csv(text);
    if (!rows) continue;
    std::string written;
    for (const auto& row : *rows) written += domain::csv_row(row.cells);
    const auto again = domain::parse_csv(written);
    REQUIRE(again);
    REQUIRE(again->size() == rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
      REQUIRE((*again)[i].cells.size() == (*rows)[i].cells.size());
      for (std::size_t j = 0; j < (*rows)[i].cells.size(); ++j)
        REQUIRE(domain::without_formula_mark((*again)[i].cells[j]) == (*rows)[i].cells[j]);
    }
  }
}

TEST_CASE("what an export has no table program calculates, and an import reads as it was", "[csv]") {
  std::vector<api::NewListEntry> entries{
      {.pattern = "example.org", .applies_to = "dest.test", .note = "=HYPERLINK(\"http://evil.test\")"},
      {.pattern = "+tag@example.org", .applies_to = "ann@dest.test", .note = "'=1+1", .expires_at = at_ms(kStartMs), .paused = true},
      {.pattern = "-x@example.org", .applies_to = "ann@dest.test", .note = "one, \"two\"\nthree"},
      {.pattern = "other.test", .applies_to = "ann@dest.test", .note = "'quoted' @ends"},
  };
  const std::string csv = handlers::to_csv(entries);
  CHECK(csv.find(",\"'=HYPERLINK(") != std::string::npos);
  CHECK(csv.find("\n'+tag@example.org") != std::string::npos);
  CHECK(csv.find(",''=1+1") != std::string::npos);
  CHECK(handlers::entries_in_csv(csv) == entries);
}

TEST_CASE("an import names the line and the column that it cannot take", "[csv]") {
  const auto message = [](const std::string& text) {
    const auto read = handlers::entries_in_csv(text);
    return read ? "taken" : read.error().field + ": " + read.error().message;
  };
  CHECK(message("pattern,applies_to\nexample.org,dest.test\n") == "taken");
  CHECK(message("applies_to;pattern\n").starts_with("file: Line 1, column 1: "));
  CHECK(message("pattern,note\n").starts_with("file: Line 1, column 1: the column applies_to is missing"));
  CHECK(message("pattern,applies_to,pattern\n").starts_with("file: Line 1, column 3: "));
  CHECK(message("applies_to,pattern\ndest.test,com\n").starts_with("file: Line 2, column 2: pattern: "));
  CHECK(message("pattern,applies_to,paused\n\na.test,b.test,maybe\n").starts_with("file: Line 3, column 3: paused: "));
  CHECK(message("pattern,applies_to,expires_at\na.test,b.test,soon\n").starts_with("file: Line 2, column 3: expires_at: "));
  CHECK(message("").starts_with("file: Line 1, column 1: "));
  const auto dated = handlers::entries_in_csv("pattern,applies_to,expires_at\na.test,b.test,2026-12-24\n");
  REQUIRE(dated);
  CHECK(base::format_rfc3339(*dated->front().expires_at) == "2026-12-24T23:59:59.000Z");
}

TEST_CASE("built in, nobody but an admin releases viruses, and people ask for phishing and blocked files", "[policy]") {
  using api::MessageClass;
  using api::ReleaseRight;
  using api::Role;
  domain::ReleasePolicy policy;
  CHECK(policy.right(Role::Email, MessageClass::Spam) == ReleaseRight::Self);
  CHECK(policy.right(Role::Email, MessageClass::Phish) == ReleaseRight::Request);
  CHECK(policy.right(Role::Email, MessageClass::Policy) == ReleaseRight::Request);
  CHECK(policy.right(Role::Email, MessageClass::Virus) == ReleaseRight::Nobody);
  CHECK(policy.right(Role::Domain, MessageClass::Phish) == ReleaseRight::Self);
  CHECK(policy.right(Role::Domain, MessageClass::Virus) == ReleaseRight::Nobody);
  CHECK(policy.right(Role::Admin, MessageClass::Virus) == ReleaseRight::Self);
  policy.set(Role::Email, MessageClass::Spam, ReleaseRight::Request);
  policy.set(Role::SuperAdmin, MessageClass::Spam, ReleaseRight::Nobody);
  CHECK(policy.right(Role::Email, MessageClass::Spam) == ReleaseRight::Request);
  CHECK(policy.right(Role::SuperAdmin, MessageClass::Spam) == ReleaseRight::Self);
  CHECK(policy.changes().size() == 1);
  policy.set(Role::Email, MessageClass::Spam, ReleaseRight::Self);
  CHECK(policy.changes().empty());
}

}  // namespace pratique::test
