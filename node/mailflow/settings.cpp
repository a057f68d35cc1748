#include "node/mailflow/settings.hpp"

#include <format>
#include <string_view>

#include "node/domain/address.hpp"

namespace pratique::mailflow {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using config::ListenAddress;

constexpr std::string_view kLettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::int64_t kBytesPerMb = 1024 * 1024;
constexpr std::int64_t kAddedOnTheWay = 256 * 1024;  // Received, verdict and results; the node must still take the message
constexpr std::int64_t kLongestRetryFactor = 12;

std::unexpected<base::Error> bad(std::string_view key, std::string_view what) {
  return fail(ErrorCode::BadInput, std::format("{} must be {}", key, what), std::string(key));
}

bool has_only(std::string_view text, std::string_view others) {
  return text.find_first_not_of(std::string(kLettersAndDigits) + std::string(others)) == std::string_view::npos;
}

Result<std::string> path_of(std::string_view key, const std::filesystem::path& path) {
  const std::string text = path.string();
  if (!path.is_absolute() || !has_only(text, "/._+-"))
    return bad(key, "an absolute path of letters, digits and / . _ + - for the mail flow");
  return text;
}

Result<std::string> host_of(std::string_view key, const std::string& text) {
  const auto name = domain::normalise_domain(text);
  if (!name || !has_only(*name, ".-")) return bad(key, "a host name");
  return *name;
}

Result<std::string> networks_of(std::string_view key, const std::string& text) {
  if (text.find_first_not_of("0123456789abcdefABCDEF:./[] ") != std::string::npos)
    return bad(key, "networks such as \"127.0.0.0/8 [::1]/128\"");
  return text;
}

// As a program on this machine connects to it: every address means the loopback one.
ListenAddress reached_at(ListenAddress address) {
  if (address.address == "0.0.0.0") address.address = "127.0.0.1";
  if (address.address == "::") address.address = "::1";
  return address;
}

Result<std::string> place_of(std::string_view key, const ListenAddress& address) {
  if (address.address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos) return bad(key, "an IP address and a port");
  const bool is_ipv6 = address.address.find(':') != std::string::npos;
  return is_ipv6 ? std::format("[{}]:{}", address.address, address.port) : std::format("{}:{}", address.address, address.port);
}

Result<std::string> controller_of(std::string_view key, std::string_view url) {
  if (url.empty()) return std::string();
  constexpr std::string_view kScheme = "http://";
  if (url.ends_with('/')) url.remove_suffix(1);
  if (!url.starts_with(kScheme)) return bad(key, "http:// with an IP address and a port");
  const auto address = config::parse_listen_address(url.substr(kScheme.size()), std::string(key));
  if (!address) return bad(key, "http:// with an IP address and a port");
  return place_of(key, *address);
}

Result<std::string> dns_of(std::string_view key, const std::string& nameserver) {
  if (nameserver.empty()) return std::string("# The system's name servers.");
  const auto address = config::parse_listen_address(nameserver, std::string(key));
  if (!address) return bad(key, "an address and a port such as \"127.0.0.1:53\"");
  TRY(const std::string place, place_of(key, *address));
  return std::format("dns {{\n  nameserver = [\"{}\"];\n}}", place);
}

Result<void> scores_are_in_order(const config::FilterConfig& filter) {
  if (filter.greylist_score > filter.hold_score) return bad("filter.greylist_score", "at most filter.hold_score");
  if (filter.hold_score > filter.reject_score) return bad("filter.hold_score", "at most filter.reject_score");
  return {};
}

using Values = std::map<std::string, std::string, std::less<>>;

Result<void> add_mail_flow(const config::MailFlowConfig& flow, Values& into) {
  if (flow.maps_dir.empty()) return bad("mail_flow.maps_dir", "set: Postfix and Rspamd read the domains and lists there");
  if (flow.mail_log.empty()) return bad("mail_flow.mail_log", "set: Postfix writes it and the node reads it");
  TRY(into["maps_dir"], path_of("mail_flow.maps_dir", flow.maps_dir));
  TRY(into["mail_log"], path_of("mail_flow.mail_log", flow.mail_log));
  into["mail_log_folder"] = flow.mail_log.parent_path().string();
  TRY(into["spool"], path_of("mail_flow.spool", flow.spool));
  TRY(into["state"], path_of("mail_flow.state", flow.state));
  TRY(into["hostname"], host_of("mail_flow.hostname", flow.hostname));
  TRY(into["trusted_networks"], networks_of("mail_flow.trusted_networks", flow.trusted_networks));
  TRY(into["xclient_from"], networks_of("mail_flow.xclient_from", flow.xclient_from));
  const auto events = domain::parse_address(flow.events_address);
  if (!events || !has_only(events->text(), "@._+-"))
    return bad("mail_flow.events_address", "a plain address such as \"log@node.internal\"");
  into["events_address"] = events->text();
  into["events_domain"] = events->domain;
  TRY(into["listen"], place_of("mail_flow.listen", flow.listen));
  TRY(into["release"], place_of("mail_flow.release", flow.release));
  const ListenAddress release = reached_at(flow.release);
  into["release_host"] = release.address;
  into["release_port"] = std::to_string(release.port);
  into["retry"] = std::to_string(flow.retry_secs);
  into["longest_retry"] = std::to_string(flow.retry_secs * kLongestRetryFactor);
  return {};
}

Result<void> add_filter(const config::FilterConfig& filter, Values& into) {
  TRY_VOID(scores_are_in_order(filter));
  TRY(into["controller"], controller_of("filter.controller", filter.controller));
  TRY(into["milter"], place_of("filter.milter", filter.milter));
  TRY(into["scanner"], place_of("filter.scanner", filter.scanner));
  const ListenAddress valkey = reached_at(filter.valkey);
  TRY(into["valkey"], place_of("filter.valkey", valkey));
  into["valkey_host"] = valkey.address;
  into["valkey_port"] = std::to_string(valkey.port);
  TRY(into["dns"], dns_of("filter.nameserver", filter.nameserver));
  into["greylist_score"] = std::format("{}", filter.greylist_score);
  into["hold_score"] = std::format("{}", filter.hold_score);
  into["reject_score"] = std::format("{}", filter.reject_score);
  into["greylist"] = std::to_string(filter.greylist_secs);
  into["min_learns"] = std::to_string(filter.min_learns);
  return {};
}

// Mail from inside to the reports' domain goes to the node; without such a domain there is no trace of it.
Result<void> add_reports(const config::ReportConfig& report, Values& into) {
  into["report_domain"] = into["report_transport"] = into["report_relay"] = "";
  if (report.domain.empty()) return {};
  TRY(const std::string domain, host_of("report.domain", report.domain));
  if (domain == into["quarantine_domain"] || domain == into["events_domain"])
    return bad("report.domain", "another domain than those of lmtp.quarantine_domain and mail_flow.events_address");
  into["report_domain"] = domain;
  into["report_transport"] = std::format(", {{ {} = qnode:inet:{} }}", domain, into["lmtp"]);
  into["report_relay"] = std::format("check_recipient_access inline:{{ {{ {} = permit_mynetworks }} }}, ", domain);
  return {};
}

}  // namespace

Result<Values> settings_of(const config::Config& config) {
  Values values;
  TRY_VOID(add_mail_flow(config.mail_flow, values));
  TRY_VOID(add_filter(config.filter, values));
  TRY(values["quarantine_domain"], host_of("lmtp.quarantine_domain", config.lmtp.quarantine_domain));
  if (values["quarantine_domain"] == values["events_domain"])
    return bad("mail_flow.events_address", "in another domain than lmtp.quarantine_domain");
  TRY(values["lmtp"], place_of("lmtp.listen", reached_at(config.lmtp.listen)));
  TRY_VOID(add_reports(config.report, values));
  values["message_size_limit"] = std::to_string(config.lmtp.max_size_mb * kBytesPerMb - kAddedOnTheWay);
  return values;
}

}  // namespace pratique::mailflow
