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
  std::filesystem::path portal;      // made by tools/pack_portal.py; empty: API only
  bool trust_forwarded_for = false;  // behind a reverse proxy
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

struct MailFlowConfig {
  std::filesystem::path maps_dir;  // where the lists are written for the filter; empty: nowhere
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
  LogConfig log;
};

[[nodiscard]] base::Result<Config> parse_config(std::string_view toml);
[[nodiscard]] base::Result<Config> load_config(const std::filesystem::path& file);

// "127.0.0.1:8025", "[::1]:8025"
[[nodiscard]] base::Result<ListenAddress> parse_listen_address(std::string_view text, std::string field);

}  // namespace pratique::config
