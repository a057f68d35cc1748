#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include "node/commands/list_maps.hpp"
#include "node/commands/policy_commands.hpp"
#include "node/mailflow/constant_database.hpp"
#include "node/mailflow/controller_hash.hpp"
#include "node/mailflow/domain_tables.hpp"
#include "node/mailflow/render.hpp"
#include "tests/node/storage_fixture.hpp"

using namespace pratique;

namespace {

std::uint32_t number_at(std::string_view file, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) number = number << 8 | static_cast<unsigned char>(file.at(at + i));
  return number;
}

// A reader by the format's description, so that the writer is not judged by itself.
std::optional<std::string> look_up(std::string_view file, std::string_view key) {
  std::uint32_t hash = 5381;
  for (const char c : key) hash = (hash * 33) ^ static_cast<unsigned char>(c);
  const std::size_t table = number_at(file, hash % 256 * 8);
  const std::size_t slots = number_at(file, hash % 256 * 8 + 4);
  for (std::size_t tried = 0; tried < slots; ++tried) {
    const std::size_t slot = table + ((hash >> 8) + tried) % slots * 8;
    const std::size_t record = number_at(file, slot + 4);
    if (record == 0) return std::nullopt;
    if (number_at(file, slot) != hash) continue;
    const std::size_t key_bytes = number_at(file, record);
    if (file.substr(record + 8, key_bytes) == key) return std::string(file.substr(record + 8 + key_bytes, number_at(file, record + 4)));
  }
  return std::nullopt;
}

config::Config good_config() {
  config::Config config;
  config.mail_flow.maps_dir = "/srv/maps";
  config.mail_flow.mail_log = "/srv/log/mail.log";
  config.mail_flow.hostname = "mx.example";
  config.filter.controller = "http://127.0.0.1:11334";
  return config;
}

std::string text_of(const std::vector<mailflow::RenderedFile>& files, std::string_view path) {
  for (const auto& file : files) {
    if (file.path == path) return file.text;
  }
  return {};
}

std::string refusal(const config::Config& config) {
  const auto files = mailflow::render(config, "$2$a$b");
  return files ? "none" : files.error().message;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a constant database gives back each of a thousand values and no other") {
  std::vector<mailflow::TableRow> rows;
  for (int i = 0; i < 1000; ++i) rows.emplace_back("domain-" + std::to_string(i) + ".example", "value " + std::to_string(i * 7));
  const std::string file = mailflow::constant_database(rows);
  for (const auto& [key, value] : rows) CHECK(look_up(file, key) == value);
  CHECK_FALSE(look_up(file, "domain-1000.example"));
  CHECK_FALSE(look_up(mailflow::constant_database({}), "domain-1.example"));
}

TEST_CASE("the mail flow is rendered from the settings and nothing is left open") {
  config::Config config = good_config();
  config.lmtp.listen = {"0.0.0.0", 2424};
  config.mail_flow.listen = {"::1", 2525};
  config.filter.hold_score = 5.5;
  const auto files = mailflow::render(config, "$2$salt$hash");
  REQUIRE(files);
  for (const auto& file : *files) {
    INFO(file.path);
    CHECK(file.text.find("@{") == std::string::npos);
  }
  const std::string main = text_of(*files, "postfix/main.cf");
  CHECK(main.find("myhostname = mx.example\n") != std::string::npos);
  CHECK(main.find("{ q.internal = qnode:inet:127.0.0.1:2424 }, { node.internal = qnode:inet:127.0.0.1:2424 }") != std::string::npos);
  CHECK(main.find("relay_domains = cdb:/srv/maps/pratique_domains\n") != std::string::npos);
  CHECK(text_of(*files, "postfix/master.cf").find("\n[::1]:2525 inet n - n - - smtpd\n") != std::string::npos);
  CHECK(text_of(*files, "rspamd/local.d/actions.conf").find("add_header = 5.5;") != std::string::npos);
  CHECK(text_of(*files, "rspamd/override.d/worker-controller.inc").find("password = \"$2$salt$hash\";") != std::string::npos);
  CHECK(text_of(*files, "rspamd/local.d/metadata_exporter.conf").find("mail_to = [\"log@node.internal\"];") != std::string::npos);
  CHECK(text_of(*files, "rspamd/lua.local.d/pratique.lua").find("'/srv/maps/pratique_'") != std::string::npos);
}

TEST_CASE("without a controller in the settings Rspamd's own stays as it is") {
  config::Config config = good_config();
  config.filter.controller.clear();
  const auto files = mailflow::render(config, {});
  REQUIRE(files);
  CHECK(text_of(*files, "rspamd/override.d/worker-controller.inc").empty());
}

TEST_CASE("a setting that could change the meaning of a configuration file is refused by its name") {
  const auto with = [](auto change) {
    config::Config config = good_config();
    change(config);
    return refusal(config);
  };
  CHECK(with([](auto& c) { c.mail_flow.maps_dir.clear(); }).starts_with("mail_flow.maps_dir must be set"));
  CHECK(with([](auto& c) { c.mail_flow.mail_log.clear(); }).starts_with("mail_flow.mail_log must be set"));
  CHECK(with([](auto& c) { c.mail_flow.maps_dir = "/srv/a b"; }).starts_with("mail_flow.maps_dir must be an absolute path"));
  CHECK(with([](auto& c) { c.mail_flow.spool = "spool"; }).starts_with("mail_flow.spool must be an absolute path"));
  CHECK(with([](auto& c) { c.mail_flow.hostname = "mx.example\nmynetworks = 0.0.0.0/0"; }) == "mail_flow.hostname must be a host name");
  CHECK(with([](auto& c) { c.mail_flow.trusted_networks = "$mynetworks"; }).starts_with("mail_flow.trusted_networks must be networks"));
  CHECK(with([](auto& c) { c.mail_flow.events_address = "nobody"; }).starts_with("mail_flow.events_address must be a plain address"));
  CHECK(with([](auto& c) {
          c.mail_flow.events_address = "log@q.internal";
        }).starts_with("mail_flow.events_address must be in another domain"));
  CHECK(with([](auto& c) { c.filter.controller = "https://filter.example"; }).starts_with("filter.controller must be http://"));
  CHECK(with([](auto& c) { c.filter.nameserver = "dns.example"; }).starts_with("filter.nameserver must be an address"));
  CHECK(with([](auto& c) { c.filter.milter.address = "a;b"; }) == "filter.milter must be an IP address and a port");
  CHECK(with([](auto& c) { c.filter.hold_score = 20; }) == "filter.hold_score must be at most filter.reject_score");
  CHECK(with([](auto& c) { c.filter.greylist_score = 7; }) == "filter.greylist_score must be at most filter.hold_score");
  CHECK(mailflow::controller_hash("short").error().message.starts_with("filter.password must have"));
  CHECK(mailflow::fill("@{nobody}", {}).error().code == base::ErrorCode::Internal);
  CHECK(mailflow::fill("a@@{b}c", {{"b", "x"}}) == "a@xc");
}

TEST_CASE("a domain goes to its route, under both spellings of an international name") {
  const storage::Domain smtp{"dest.example", storage::RouteProtocol::Smtp, "mail.dest.example", 25};
  const storage::Domain lmtp{"xn--mnchen-3ya.example", storage::RouteProtocol::Lmtp, "::1", 24};
  CHECK(mailflow::transport_of(smtp) == "relay:[mail.dest.example]:25");
  CHECK(mailflow::transport_of(lmtp) == "lmtp:inet:[::1]:24");
  const std::vector<storage::Domain> domains{smtp, lmtp};
  const std::string table = mailflow::constant_database(mailflow::transport_rows(domains));
  CHECK(look_up(table, "münchen.example") == "lmtp:inet:[::1]:24");
  CHECK(look_up(table, "xn--mnchen-3ya.example") == "lmtp:inet:[::1]:24");
  CHECK(mailflow::relay_rows(domains).size() == 3);
}

TEST_CASE("what a domain switches off is in the filter's map, and its recipients are not asked for") {
  const std::vector<storage::Domain> domains{{"a.example", storage::RouteProtocol::Smtp, "h", 25},
                                             {"b.example", storage::RouteProtocol::Smtp, "h", 25}};
  mailflow::SwitchesByDomain switches;
  switches["b.example"].set(domain::FilterSwitch::Spf, false);
  switches["b.example"].set(domain::FilterSwitch::Greylisting, false);
  switches["b.example"].set(domain::FilterSwitch::RecipientCheck, false);
  CHECK(mailflow::switched_off_map(domains, switches).ends_with("\nb.example greylisting,spf\n"));
  const auto checks = mailflow::recipient_check_rows(domains, switches);
  REQUIRE(checks.size() == 1);
  CHECK(checks.front() == mailflow::TableRow{"a.example", "reject_unverified_recipient"});
}

TEST_CASE("switches are kept per domain, shown, and every change of a domain makes new tables") {
  const test::TempFolder folder;
  const auto opened = storage::open_sqlite_storage(folder.path() / "data");
  REQUIRE(opened);
  storage::Storage& storage = **opened;
  CHECK(commands::domain_filter({"dest.example", {}}, storage).error().code == base::ErrorCode::NotFound);
  REQUIRE(storage.accounts().put_domain({"dest.example", storage::RouteProtocol::Smtp, "mail.dest.example", 25}));
  const auto version = storage.lists().version();
  REQUIRE(version);
  const auto shown =
      commands::domain_filter({"dest.example", {{domain::FilterSwitch::Greylisting, false}, {domain::FilterSwitch::Spf, false}}}, storage);
  REQUIRE(shown);
  CHECK(shown->starts_with("greylisting      off\nspf              off\ndkim             on\n"));
  REQUIRE(commands::domain_filter({"dest.example", {{domain::FilterSwitch::Spf, true}}}, storage));
  CHECK(storage.switches().find("DEST.example")->off() == std::set{domain::FilterSwitch::Greylisting});
  CHECK(*storage.lists().version() > *version);
  const auto after_switch = storage.lists().version();
  REQUIRE(storage.accounts().put_domain({"dest.example", storage::RouteProtocol::Smtp, "other.dest.example", 25}));
  CHECK(*storage.lists().version() > *after_switch);

  const auto out = folder.path() / "maps";
  REQUIRE(commands::export_maps(out, storage, test::at_ms(test::kStartMs)));
  CHECK(look_up(read_file(out / "pratique_transports.cdb"), "dest.example") == "relay:[other.dest.example]:25");
  CHECK(look_up(read_file(out / "pratique_domains.cdb"), "dest.example") == "OK");
  CHECK(look_up(read_file(out / "pratique_recipient_checks.cdb"), "dest.example") == "reject_unverified_recipient");
  CHECK(read_file(out / "pratique_off.map").ends_with("\ndest.example greylisting\n"));
}

TEST_CASE("a domain's mail is taken only when Postfix has had time to learn its route, however many are added meanwhile") {
  const test::TempFolder folder;
  const auto opened = storage::open_sqlite_storage(folder.path() / "data");
  REQUIRE(opened);
  storage::Storage& storage = **opened;
  const auto out = folder.path() / "maps";
  mailflow::DomainTables tables(out, storage);
  const auto is_taken = [&](std::string_view domain) {
    const std::string file = read_file(out / "pratique_domains.cdb");
    return !file.empty() && look_up(file, domain).has_value();
  };
  const auto at = [](int secs) { return base::MonoTime(secs * 1000); };

  REQUIRE(storage.accounts().put_domain({"one.example", storage::RouteProtocol::Smtp, "h", 25}));
  REQUIRE(tables.on_change(at(100)));
  REQUIRE(tables.on_time(at(114)));
  CHECK(look_up(read_file(out / "pratique_transports.cdb"), "one.example"));
  CHECK_FALSE(is_taken("one.example"));

  REQUIRE(storage.accounts().put_domain({"two.example", storage::RouteProtocol::Smtp, "h", 25}));
  REQUIRE(tables.on_change(at(114)));
  REQUIRE(tables.on_time(at(115)));
  CHECK(is_taken("one.example"));
  CHECK_FALSE(is_taken("two.example"));
  REQUIRE(tables.on_time(at(129)));
  CHECK_FALSE(is_taken("two.example"));
  REQUIRE(tables.on_time(at(130)));
  CHECK(is_taken("two.example"));
}
