#include "node/config/config.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace pratique;

namespace {
std::string complaint(std::string_view toml) {
  const auto config = config::parse_config(toml);
  return config ? "none" : config.error().message;
}
}  // namespace

TEST_CASE("an empty configuration is good and has defaults") {
  const auto config = config::parse_config("");
  REQUIRE(config);
  CHECK(config->lmtp.quarantine_domain == "q.internal");
  CHECK(config->release.undo_window_secs == 10);
}

TEST_CASE("every setting is read") {
  const auto config = config::parse_config(R"(
[http]
listen = "[::1]:8080"
portal = "/srv/portal"
proxies = "127.0.0.1/32 [2001:db8::]/32 192.0.2.7"
metrics_from = "10.0.0.0/8"
embed_origins = "https://panel.example:2083 http://127.0.0.1:8080"
[retention]
log_days = 7
[lmtp]
listen = "0.0.0.0:24"
quarantine_domain = "held.internal"
max_size_mb = 7
[storage]
data = "/srv/data"
[release]
undo_window_secs = 30
timeout_secs = 20
helo_name = "node.example"
[log]
level = "debug"
format = "text"
)");
  REQUIRE(config);
  CHECK(config->http.listen == config::ListenAddress{"::1", 8080});
  CHECK(config->http.portal == "/srv/portal");
  CHECK(config->http.proxies == "127.0.0.1/32 [2001:db8::]/32 192.0.2.7");
  CHECK(config->http.metrics_from == "10.0.0.0/8");
  CHECK(config->http.embed_origins == "https://panel.example:2083 http://127.0.0.1:8080");
  CHECK(config->retention.log_days == 7);
  CHECK(config->lmtp.listen == config::ListenAddress{"0.0.0.0", 24});
  CHECK(config->lmtp.max_size_mb == 7);
  CHECK(config->storage.data == "/srv/data");
  CHECK(config->release.helo_name == "node.example");
  CHECK(config->log.level == config::LogLevel::Debug);
  CHECK(config->log.format == config::LogFormat::Text);
}

TEST_CASE("a mistake in the configuration is named with its key and line") {
  CHECK(complaint("[http]\nlisten = 8080\n").contains("http.listen must be an address and a port"));
  CHECK(complaint("[http]\nlisten = \"127.0.0.1\"\n").contains("line 2"));
  CHECK(complaint("[lmtp]\nmax_size_mb = 0\n") == "lmtp.max_size_mb must be a number from 1 to 1024 (line 2)");
  CHECK(complaint("[log]\nlevel = \"loud\"\n").contains("one of \"debug\" \"info\""));
  CHECK(complaint("[http]\nportals = \"x\"\n") == "there is no setting http.portals (line 2)");
  CHECK(complaint("http = 3\n").contains("[http] must be a section"));
  CHECK(complaint("[htpp]\n").contains("htpp"));
  CHECK(complaint("[http]\nproxies = \"10.0.0.0/40\"\n").contains("http.proxies must be networks in quotes"));
  CHECK(complaint("[http]\nproxies = \"everybody\"\n").contains("line 2"));
  CHECK(complaint("[http]\ntrust_forwarded_for = true\n").contains("it is http.proxies"));
  CHECK(complaint("[http\n").contains("not TOML"));
}

TEST_CASE("a configuration that is not there is named") {
  const auto config = config::load_config("/nonexistent/node.toml");
  REQUIRE(!config);
  CHECK(config.error().message == "cannot read the configuration /nonexistent/node.toml");
}

TEST_CASE("the mail flow and the filter are read, and scores may be whole numbers") {
  const auto config = config::parse_config(R"(
[mail_flow]
maps_dir = "/srv/maps"
mail_log = "/srv/log/mail.log"
events_address = "events@node.test"
hostname = "mx.test"
listen = "127.0.0.1:2525"
retry_secs = 5
[filter]
controller = "http://127.0.0.1:11334"
password = "pass word"
hold_score = 5
reject_score = 12.5
)");
  REQUIRE(config);
  CHECK(config->mail_flow.mail_log == "/srv/log/mail.log");
  CHECK(config->mail_flow.listen == config::ListenAddress{"127.0.0.1", 2525});
  CHECK(config->mail_flow.release == config::ListenAddress{"127.0.0.1", 2526});
  CHECK(config->mail_flow.events_address == "events@node.test");
  CHECK(config->filter.password == "pass word");
  CHECK(config->filter.hold_score == 5);
  CHECK(config->filter.reject_score == 12.5);
  CHECK(complaint("[filter]\nhold_score = 'high'") == "filter.hold_score must be a number from 0 to 1000 (line 2)");
  CHECK(complaint("[filter]\nhold_score = -1") == "filter.hold_score must be a number from 0 to 1000 (line 2)");
  CHECK(complaint("[mail_flow]\nretry_secs = 0") == "mail_flow.retry_secs must be a number from 1 to 3600 (line 2)");
}
