// pratique-node: reads the command line and the configuration, opens the store, and does the one thing it was asked for.
#include <cstdio>
#include <exception>
#include <format>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "node/commands/account_commands.hpp"
#include "node/commands/arguments.hpp"
#include "node/commands/brand_commands.hpp"
#include "node/commands/check.hpp"
#include "node/commands/identity_commands.hpp"
#include "node/commands/import.hpp"
#include "node/commands/list_maps.hpp"
#include "node/commands/mailflow_commands.hpp"
#include "node/commands/policy_commands.hpp"
#include "node/commands/serve.hpp"
#include "node/commands/sign_in_commands.hpp"
#include "node/commands/stream_logger.hpp"
#include "node/commands/system_clock.hpp"
#include "node/config/config.hpp"
#include "node/storage/storage.hpp"

namespace {

using namespace pratique;

constexpr std::string_view kVersion = "0.1.0";
constexpr int kGood = 0;
constexpr int kFailed = 1;
constexpr int kMisused = 2;  // the command line or the configuration

void say(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

int complain(const base::Error& error, int status) {
  const std::string detail = error.detail.empty() ? std::string() : " (" + error.detail + ")";
  const std::string line = std::format("pratique-node: {}{}\n", error.message, detail);
  std::fwrite(line.data(), 1, line.size(), stderr);
  return status;
}

base::Result<config::Config> read_config(const commands::Arguments& arguments) {
  config::Config config;
  if (arguments.config_file) {
    TRY(config, config::load_config(*arguments.config_file));
  }
  if (arguments.data) config.storage.data = *arguments.data;
  return config;
}

base::LogLevel log_level(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::Debug:
      return base::LogLevel::Debug;
    case config::LogLevel::Info:
      return base::LogLevel::Info;
    case config::LogLevel::Warning:
      return base::LogLevel::Warning;
    case config::LogLevel::Error:
      return base::LogLevel::Error;
  }
  return base::LogLevel::Info;
}

int print(const base::Result<std::string>& line) {
  if (!line) return complain(line.error(), kFailed);
  say(*line + "\n");
  return kGood;
}

int add_user(const commands::AddUser& command, storage::Storage& storage) {
  std::string password;
  if (!std::getline(std::cin, password)) {
    return complain({.code = base::ErrorCode::BadInput, .message = "standard input has no password"}, kMisused);
  }
  return print(commands::add_user(command, password, storage));
}

int domain_sign_in(const commands::DomainSignInCommand& command, storage::Storage& storage) {
  std::string secret;
  if (command.search_password == commands::SecretFrom::StandardInput && !std::getline(std::cin, secret))
    return complain({.code = base::ErrorCode::BadInput, .message = "standard input has no password"}, kMisused);
  return print(commands::domain_sign_in(command, secret, storage));
}

int set_oidc(const commands::DomainOidc& command, const config::Config& config, storage::Storage& storage, const base::Clock& clock) {
  std::string secret;
  if (command.secret_comes && !std::getline(std::cin, secret))
    return complain({.code = base::ErrorCode::BadInput, .message = "standard input has no secret"}, kMisused);
  return print(commands::domain_oidc(command, secret, config, storage, clock));
}

int check(const commands::Check& command, storage::Storage& storage) {
  const auto report = commands::check_store(command.orphans, storage);
  if (!report) return complain(report.error(), kFailed);
  for (const std::string& line : report->findings) say(line + "\n");
  for (const std::string& line : report->damaged) say(line + "\n");
  say(std::format("{} messages checked, {} damaged or missing; {} files without a row{}\n", report->blobs, report->damaged_total,
                  report->orphans, command.orphans == commands::Orphans::Remove ? " removed" : ""));
  return report->good() ? kGood : kFailed;
}

int put_certificate(const commands::CertificateCommand& command, const config::Config& config, base::WallTime now) {
  std::string bundle;
  if (command.verb == commands::CertificateVerb::Put) bundle.assign(std::istreambuf_iterator<char>(std::cin), {});
  return print(commands::certificate(command, bundle, config, now));
}

// Only what must be alone takes the lock: accounts, import and a plain check run beside a serving node.
storage::OpenFor purpose_of(const commands::Command& command) {
  const auto* check = std::get_if<commands::Check>(&command);
  const bool repairs = check != nullptr && check->orphans == commands::Orphans::Remove;
  return repairs || std::holds_alternative<commands::Serve>(command) ? storage::OpenFor::Serving : storage::OpenFor::Commands;
}

int run(const commands::Arguments& arguments) {
  if (std::holds_alternative<commands::Help>(arguments.command)) return say(commands::help_text()), kGood;
  if (std::holds_alternative<commands::Version>(arguments.command)) return say(std::format("pratique-node {}\n", kVersion)), kGood;
  const auto config = read_config(arguments);
  if (!config) return complain(config.error(), kMisused);
  if (const auto* render = std::get_if<commands::RenderMailFlow>(&arguments.command))
    return print(commands::render_mail_flow(*render, *config));
  if (std::holds_alternative<commands::Serve>(arguments.command)) commands::block_stop_signals();
  const commands::SystemClock clock;
  const auto form = config->log.format == config::LogFormat::Json ? commands::LogForm::Json : commands::LogForm::Logfmt;
  commands::StreamLogger log(stderr, log_level(config->log.level), form, clock);
  const auto opened = storage::open_sqlite_storage(config->storage.data, purpose_of(arguments.command));
  if (!opened) return complain(opened.error(), kFailed);
  storage::Storage& storage = **opened;
  return std::visit(
      [&]<class Command>(const Command& command) {
        if constexpr (std::is_same_v<Command, commands::AddDomain>) {
          return print(commands::add_domain(command, storage));
        } else if constexpr (std::is_same_v<Command, commands::AddUser>) {
          return add_user(command, storage);
        } else if constexpr (std::is_same_v<Command, commands::Import>) {
          return print(commands::import_files(command, config->lmtp, storage, clock, log));
        } else if constexpr (std::is_same_v<Command, commands::DomainPolicy>) {
          return print(commands::domain_policy(command, storage));
        } else if constexpr (std::is_same_v<Command, commands::DomainFilter>) {
          return print(commands::domain_filter(command, storage));
        } else if constexpr (std::is_same_v<Command, commands::DomainSignInCommand>) {
          return domain_sign_in(command, storage);
        } else if constexpr (std::is_same_v<Command, commands::DomainOidc>) {
          return set_oidc(command, *config, storage, clock);
        } else if constexpr (std::is_same_v<Command, commands::UserTotpOff>) {
          return print(commands::turn_off_second_factor(command, storage));
        } else if constexpr (std::is_same_v<Command, commands::ExportMaps>) {
          return print(commands::export_maps(command.out, storage, clock.wall_now()));
        } else if constexpr (std::is_same_v<Command, commands::BrandCommand>) {
          return print(commands::brand(command, storage));
        } else if constexpr (std::is_same_v<Command, commands::CertificateCommand>) {
          return put_certificate(command, *config, clock.wall_now());
        } else if constexpr (std::is_same_v<Command, commands::RenderProxy>) {
          return print(commands::render_proxy(command, *config, storage, clock.wall_now()));
        } else if constexpr (std::is_same_v<Command, commands::Check>) {
          return check(command, storage);
        } else {
          const auto served = commands::serve(*config, storage, clock, log);
          return served ? kGood : complain(served.error(), kFailed);
        }
      },
      arguments.command);
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::vector<std::string_view> given(words + 1, words + count);
    const auto arguments = commands::parse_arguments(given);
    return arguments ? run(*arguments) : complain(arguments.error(), kMisused);
  } catch (const std::exception& error) {  // out of memory, or a library's: everything of ours answers with Result
    std::fprintf(stderr, "pratique-node: %s\n", error.what());
    return kFailed;
  }
}
