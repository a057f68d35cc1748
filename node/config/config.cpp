#include "node/config/config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <format>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <ranges>
#include <toml++/toml.hpp>
#include <utility>
#include <vector>

namespace pratique::config {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

std::string place(const toml::node& node) {
  return std::format("line {}", node.source().begin.line);
}

// "https://panel.example:2083": what a browser calls an origin, and nothing that would be more than one in a Content-Security-Policy.
bool is_origin(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string_view rest = text.substr(scheme);
  if (scheme == 0 || rest.empty() || !std::isalnum(static_cast<unsigned char>(rest.front()))) return false;
  const auto colon = rest.find(':');
  const std::string_view port = colon == std::string_view::npos ? std::string_view("0") : rest.substr(colon + 1);
  return std::ranges::all_of(rest.substr(0, colon), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '.'; }) &&
         !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
}

// "127.0.0.1/32", "[2001:db8::]/32", or one address.
bool is_network(std::string_view text) {
  const auto slash = text.rfind('/');
  std::string address(text.substr(0, slash));
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  std::array<unsigned char, 16> bytes{};
  const bool is_v4 = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
  if (!is_v4 && inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return false;
  if (slash == std::string_view::npos) return true;
  int bits = -1;
  const std::string_view digits = text.substr(slash + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  return error == std::errc() && end == digits.data() + digits.size() && bits >= 0 && bits <= (is_v4 ? 32 : 128);
}

// One section of the file: reads its keys by name and knows which were not asked for.
class Section {
 public:
  Section(const toml::table& file, std::string name) : name_(std::move(name)) {
    const toml::node* node = file.get(name_);
    if (node == nullptr) return;
    table_ = node->as_table();
    if (table_ == nullptr) error_ = std::format("[{}] must be a section ({})", name_, place(*node));
  }

  template <class T>
  void read(std::string_view key, T& into, std::string_view expected) {
    known_.emplace_back(key);
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<T>();
    if (value) {
      into = *value;
    } else {
      note(key, *node, expected);
    }
  }

  void read_path(std::string_view key, std::filesystem::path& into) {
    std::string text = into.string();
    read(key, text, "a path in quotes");
    into = text;
  }

  void read_count(std::string_view key, std::int64_t& into, std::int64_t lowest, std::int64_t highest) {
    const std::string expected = std::format("a number from {} to {}", lowest, highest);
    read(key, into, expected);
    if (error_.empty() && (into < lowest || into > highest)) note(key, *table_->get(key), expected);
  }

  // 6 and 6.0 alike.
  void read_number(std::string_view key, double& into, double lowest, double highest) {
    known_.emplace_back(key);
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    if (node == nullptr) return;
    const auto value = node->value<double>();
    if (node->is_number() && value && *value >= lowest && *value <= highest) {
      into = *value;
    } else {
      note(key, *node, std::format("a number from {} to {}", lowest, highest));
    }
  }

  void read_listen(std::string_view key, ListenAddress& into) {
    std::string text;
    read(key, text, "an address and a port such as \"127.0.0.1:8025\"");
    if (text.empty() || !error_.empty()) return;
    auto parsed = parse_listen_address(text, std::format("{}.{}", name_, key));
    if (parsed) {
      into = *std::move(parsed);
    } else {
      note(key, *table_->get(key), "an address and a port such as \"127.0.0.1:8025\"");
    }
  }

  void read_origins(std::string_view key, std::string& into) {
    constexpr std::string_view kExpected = "origins in quotes, separated by spaces, such as \"https://panel.example:2083\"";
    read(key, into, kExpected);
    for (const auto word : std::views::split(into, ' ')) {
      if (error_.empty() && !word.empty() && !is_origin(std::string_view(word))) note(key, *table_->get(key), kExpected);
    }
  }

  // "https://mail.example.org": an origin, with or without a slash.
  void read_origin(std::string_view key, std::string& into) {
    constexpr std::string_view kExpected = "an address in quotes such as \"https://mail.example.org\"";
    read(key, into, kExpected);
    while (into.ends_with('/')) into.pop_back();
    if (error_.empty() && !into.empty() && !is_origin(into)) note(key, *table_->get(key), kExpected);
  }

  void read_networks(std::string_view key, std::string& into) {
    constexpr std::string_view kExpected = "networks in quotes, separated by spaces, such as \"127.0.0.1/32 [::1]/128\"";
    read(key, into, kExpected);
    for (const auto word : std::views::split(into, ' ')) {
      if (error_.empty() && !word.empty() && !is_network(std::string_view(word))) note(key, *table_->get(key), kExpected);
    }
  }

  // A key of earlier versions.
  void was_once(std::string_view key, std::string_view now) {
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    if (node != nullptr && error_.empty())
      error_ = std::format("there is no setting {}.{} any more; it is {} now ({})", name_, key, now, place(*node));
  }

  template <class Enum>
  void read_word(std::string_view key, Enum& into, std::initializer_list<std::pair<std::string_view, Enum>> words) {
    std::string text;
    std::string expected = "one of";
    for (const auto& [word, value] : words) expected += std::format(" \"{}\"", word);
    read(key, text, expected);
    if (text.empty() || !error_.empty()) return;
    for (const auto& [word, value] : words) {
      if (word == text) {
        into = value;
        return;
      }
    }
    note(key, *table_->get(key), expected);
  }

  // After all reads: what was wrong, or a key that nobody asked for.
  [[nodiscard]] std::string finish() const {
    if (!error_.empty() || table_ == nullptr) return error_;
    for (const auto& [key, node] : *table_) {
      if (std::ranges::find(known_, key.str()) == known_.end())
        return std::format("there is no setting {}.{} ({})", name_, key.str(), place(node));
    }
    return {};
  }

 private:
  void note(std::string_view key, const toml::node& node, std::string_view expected) {
    if (error_.empty()) error_ = std::format("{}.{} must be {} ({})", name_, key, expected, place(node));
  }

  std::string name_;
  const toml::table* table_ = nullptr;
  std::vector<std::string> known_;
  std::string error_;
};

void read_mail_flow(Section& section, MailFlowConfig& into) {
  section.read_path("maps_dir", into.maps_dir);
  section.read_path("mail_log", into.mail_log);
  section.read("events_address", into.events_address, "an address in quotes");
  section.read("hostname", into.hostname, "a host name in quotes");
  section.read_listen("listen", into.listen);
  section.read_listen("release", into.release);
  section.read_path("spool", into.spool);
  section.read_path("state", into.state);
  section.read("trusted_networks", into.trusted_networks, "networks in quotes, separated by spaces");
  section.read("xclient_from", into.xclient_from, "networks in quotes, separated by spaces");
  section.read_count("retry_secs", into.retry_secs, 1, 3600);
}

void read_filter(Section& section, FilterConfig& into) {
  section.read("controller", into.controller, "a URL in quotes such as \"http://127.0.0.1:11334\"");
  section.read("password", into.password, "text in quotes");
  section.read_listen("milter", into.milter);
  section.read_listen("scanner", into.scanner);
  section.read_listen("valkey", into.valkey);
  section.read("nameserver", into.nameserver, "an address and a port such as \"127.0.0.1:53\"");
  section.read_number("greylist_score", into.greylist_score, 0, 1000);
  section.read_number("hold_score", into.hold_score, 0, 1000);
  section.read_number("reject_score", into.reject_score, 0, 1000);
  section.read_count("greylist_secs", into.greylist_secs, 1, 86400);
  section.read_count("min_learns", into.min_learns, 1, 100000);
}

std::string read_sections(const toml::table& file, Config& config) {
  Section http(file, "http");
  http.read_listen("listen", config.http.listen);
  http.read_path("portal", config.http.portal);
  http.read_origin("public_url", config.http.public_url);
  http.read_networks("proxies", config.http.proxies);
  http.was_once("trust_forwarded_for", "http.proxies, the networks of the reverse proxies");
  http.read_origins("embed_origins", config.http.embed_origins);
  http.read("metrics_from", config.http.metrics_from, "networks in quotes, separated by spaces");
  Section lmtp(file, "lmtp");
  lmtp.read_listen("listen", config.lmtp.listen);
  lmtp.read("quarantine_domain", config.lmtp.quarantine_domain, "a domain in quotes");
  lmtp.read_count("max_size_mb", config.lmtp.max_size_mb, 1, 1024);
  Section storage(file, "storage");
  storage.read_path("data", config.storage.data);
  Section release(file, "release");
  release.read_count("undo_window_secs", config.release.undo_window_secs, 0, 3600);
  release.read_count("timeout_secs", config.release.timeout_secs, 5, 600);
  release.read("helo_name", config.release.helo_name, "a host name in quotes");
  Section mail_flow(file, "mail_flow");
  read_mail_flow(mail_flow, config.mail_flow);
  Section filter(file, "filter");
  read_filter(filter, config.filter);
  Section report(file, "report");
  report.read("domain", config.report.domain, "a domain in quotes");
  report.read("anonymous_from", config.report.anonymous_from, "networks in quotes, separated by spaces");
  report.read_count("per_hour", config.report.per_hour, 1, 100000);
  Section retention(file, "retention");
  retention.read_count("log_days", config.retention.log_days, 1, 3650);
  Section sign_in(file, "sign_in");
  sign_in.read_count("timeout_secs", config.sign_in.timeout_secs, 1, 12);
  sign_in.read("plain_text", config.sign_in.plain_text, "true or false");
  Section log(file, "log");
  log.read_word<LogLevel>(
      "level", config.log.level,
      {{"debug", LogLevel::Debug}, {"info", LogLevel::Info}, {"warning", LogLevel::Warning}, {"error", LogLevel::Error}});
  log.read_word<LogFormat>("format", config.log.format, {{"json", LogFormat::Json}, {"text", LogFormat::Text}});
  for (const Section* section : {&http, &lmtp, &storage, &release, &mail_flow, &filter, &report, &retention, &sign_in, &log}) {
    if (std::string problem = section->finish(); !problem.empty()) return problem;
  }
  for (const auto& [key, node] : file) {
    constexpr std::array<std::string_view, 10> kSections{"http",   "lmtp",   "storage",   "release", "mail_flow",
                                                         "filter", "report", "retention", "sign_in", "log"};
    if (std::ranges::find(kSections, key.str()) == kSections.end()) {
      return std::format("there is no section or setting “{}” ({})", key.str(), place(node));
    }
  }
  return {};
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text, std::string field) {
  const std::size_t colon = text.rfind(':');
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  std::uint16_t port = 0;
  const std::string_view digits = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_port = !digits.empty() && error == std::errc() && end == digits.data() + digits.size() && port != 0;
  if (!is_port || address.empty()) {
    return fail(ErrorCode::BadInput, std::format("“{}” is no address with a port such as 127.0.0.1:8025", text), std::move(field));
  }
  return ListenAddress{std::string(address), port};
}

Result<Config> parse_config(std::string_view text) {
  Config config;
  try {
    const toml::table file = toml::parse(text);
    if (std::string problem = read_sections(file, config); !problem.empty()) return fail(ErrorCode::BadInput, std::move(problem));
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::BadInput, std::format("not TOML: {} (line {})", error.description(), error.source().begin.line));
  }
  return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::BadInput, std::format("cannot read the configuration {}", file.string()));
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  auto config = parse_config(text);
  if (!config) config.error().message = std::format("{}: {}", file.string(), config.error().message);
  return config;
}

}  // namespace pratique::config
