// What an operator decides, read once at the start from one TOML file (docs/operator/configuration.md). Every field has a
// default. Errors: BadInput naming the key, its line and what was expected; an unknown key is one, too. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::config {

struct ListenAddress {
  std::string address;  // IPv4 or IPv6 literal, without brackets
  std::uint16_t port = 0;
  bool operator==(const ListenAddress&) const = default;
};

struct HttpConfig {
  ListenAddress listen{"127.0.0.1", 8025};
  std::filesystem::path portal;  // made by tools/pack_portal.py; empty: API only
  std::string public_url;        // where people reach the portal, "https://mail.example.org"; empty: no links by mail, no other providers
  std::string proxies;           // networks whose X-Forwarded-… is believed, separated by spaces; empty: nobody's
  std::string embed_origins;     // pages that may frame the portal where no brand says who: "https://panel.example", separated by spaces
  std::string metrics_from;      // networks that may read /metrics, separated by spaces; empty: nobody
};

struct LmtpConfig {
  ListenAddress listen{"127.0.0.1", 2424};
  std::string quarantine_domain = "q.internal";
  std::int64_t max_size_mb = 50;
};

struct StorageConfig {
  std::filesystem::path data = "/var/lib/pratique";
};

struct ReleaseConfig {
  std::int64_t undo_window_secs = 10;
  std::int64_t timeout_secs = 60;
  std::string helo_name = "localhost";
};

// How Postfix is to run before the node. `serve` uses the first three; the others are for `mailflow render` alone.
struct MailFlowConfig {
  std::filesystem::path maps_dir;                    // where lists and domains are written for filter and Postfix; empty: nowhere
  std::filesystem::path mail_log;                    // what Postfix writes; empty: none
  std::string events_address = "log@node.internal";  // Rspamd reports each message to it
  std::string hostname = "localhost";                // as other mail servers see this one
  ListenAddress listen{"0.0.0.0", 25};               // mail from outside
  ListenAddress release{"127.0.0.1", 2526};          // unfiltered, for trusted_networks alone
  std::filesystem::path spool = "/var/spool/postfix";
  std::filesystem::path state = "/var/lib/postfix";
  std::string trusted_networks = "127.0.0.0/8 [::1]/128";  // space-separated
  std::string xclient_from;                                // who may claim any client address (tests); empty: nobody
  std::int64_t retry_secs = 300;                           // shortest pause before Postfix tries again
};

// Rspamd beside it. `serve` uses controller and password.
struct FilterConfig {
  std::string controller;  // "http://127.0.0.1:11334"; empty: no training
  std::string password;    // of the controller
  ListenAddress milter{"127.0.0.1", 11332};
  ListenAddress scanner{"127.0.0.1", 11333};
  ListenAddress valkey{"127.0.0.1", 6379};
  std::string nameserver;  // address:port; empty: the system's
  double greylist_score = 4;
  double hold_score = 6;
  double reject_score = 15;
  std::int64_t greylist_secs = 300;
  std::int64_t min_learns = 200;  // of each class, before words count
};

// What people report as spam or as wanted (docs/operator/reports.md).
struct ReportConfig {
  std::string domain;           // mail to spamreport@ and notspamreport@ it is reports; empty: none is taken
  std::string anonymous_from;   // networks whose programs may report without an account, separated by spaces; empty: nobody
  std::int64_t per_hour = 300;  // messages of one reporter
};

struct RetentionConfig {
  std::int64_t log_days = 90;  // how long the delivery log is kept; messages themselves: as their domain says
};

// Domains whose own mail server or directory checks passwords (docs/operator/sign-in.md).
struct SignInConfig {
  std::int64_t timeout_secs = 6;  // one question to such a server
  bool plain_text = false;        // may be asked without TLS outside this machine
};

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };
enum class LogFormat : std::uint8_t { Json, Text };

struct LogConfig {
  LogLevel level = LogLevel::Info;
  LogFormat format = LogFormat::Json;
};

struct Config {
  HttpConfig http;
  LmtpConfig lmtp;
  StorageConfig storage;
  ReleaseConfig release;
  MailFlowConfig mail_flow;
  FilterConfig filter;
  ReportConfig report;
  RetentionConfig retention;
  SignInConfig sign_in;
  LogConfig log;
};

[[nodiscard]] base::Result<Config> parse_config(std::string_view toml);
[[nodiscard]] base::Result<Config> load_config(const std::filesystem::path& file);

// "127.0.0.1:8025", "[::1]:8025"
[[nodiscard]] base::Result<ListenAddress> parse_listen_address(std::string_view text, std::string field);

}  // namespace pratique::config
