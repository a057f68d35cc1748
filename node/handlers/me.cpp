#include "node/handlers/me.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "client/api/json_reader.hpp"
#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/jobs/release_rights.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::array<std::string_view, 4> kThemes{"light", "dark", "contrast", "system"};
constexpr std::array<std::string_view, 4> kDensities{"line", "compact", "comfortable", "touch"};
constexpr std::array<std::string_view, 2> kOnOff{"on", "off"};
constexpr std::array<std::string_view, 3> kAfterAction{"next", "previous", "list"};
constexpr std::array<std::int64_t, 4> kUndoWindows{0, 10, 30, 60};
constexpr std::size_t kColumnsMax = 32;
constexpr std::size_t kKeysMax = 100;
constexpr std::size_t kKeyBytesMax = 40;
constexpr std::int64_t kRetentionDaysUnknown = 30;

bool is_made_of(std::string_view text, std::size_t limit, std::string_view extra) {
  return text.size() <= limit && std::ranges::all_of(text, [extra](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || extra.find(c) != std::string_view::npos;
         });
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return word.empty() || std::ranges::find(words, word) != words.end();
}

base::Result<void> check_columns(const std::vector<std::string>& columns, const char* field) {
  if (columns.size() > kColumnsMax) return base::fail(ErrorCode::BadInput, "At most 32 columns", field);
  std::set<std::string_view> seen;
  for (const std::string& column : columns) {
    if (column.empty() || !is_made_of(column, 40, "_"))
      return base::fail(ErrorCode::BadInput, "A column is a short word such as “received_at”", field);
    if (!seen.insert(column).second) return base::fail(ErrorCode::BadInput, "A column is named twice", field);
  }
  return {};
}

base::Result<void> check(const api::Settings& settings) {
  if (!is_made_of(settings.language, 35, "-"))
    return base::fail(ErrorCode::BadInput, "That is not a language tag such as “de-AT”", "language");
  if (!is_made_of(settings.time_zone, 64, "_+-/"))
    return base::fail(ErrorCode::BadInput, "That is not a time zone such as “Europe/Berlin”", "time_zone");
  if (!is_one_of(settings.theme, kThemes)) return base::fail(ErrorCode::BadInput, "Themes are light, dark, contrast and system", "theme");
  if (!is_one_of(settings.density, kDensities))
    return base::fail(ErrorCode::BadInput, "Densities are line, compact, comfortable and touch", "density");
  TRY_VOID(check_columns(settings.columns, "columns"));
  TRY_VOID(check_columns(settings.log_columns, "log_columns"));
  if (settings.keys.size() > kKeysMax) return base::fail(ErrorCode::BadInput, "At most 100 keys", "keys");
  for (const auto& [command, key] : settings.keys) {
    if (command.empty() || !is_made_of(command, 40, "_") || key.size() > kKeyBytesMax || !base::is_utf8(key))
      return base::fail(ErrorCode::BadInput, "A key is a command such as “release” and a key such as “Shift+E”", "keys");
  }
  if (!is_one_of(settings.single_keys, kOnOff)) return base::fail(ErrorCode::BadInput, "Single keys are on or off", "single_keys");
  if (!is_one_of(settings.group_waves, kOnOff)) return base::fail(ErrorCode::BadInput, "Groups are on or off", "group_waves");
  if (!is_one_of(settings.after_action, kAfterAction))
    return base::fail(ErrorCode::BadInput, "After an action comes next, previous or list", "after_action");
  if (std::ranges::find(kUndoWindows, settings.undo_window_secs) == std::end(kUndoWindows))
    return base::fail(ErrorCode::BadInput, "The time to undo is 10, 30 or 60 seconds", "undo_window_secs");
  return {};
}

base::Result<api::Settings> merged(api::Settings settings, std::string_view json) {
  api::JsonDocument document(json, api::JsonSource::Request);
  const api::JsonReader reader = document.root();
  if (auto text = reader.maybe_text("language")) settings.language = *std::move(text);
  if (auto text = reader.maybe_text("time_zone")) settings.time_zone = *std::move(text);
  if (auto text = reader.maybe_text("theme")) settings.theme = *std::move(text);
  if (auto text = reader.maybe_text("density")) settings.density = *std::move(text);
  if (reader.has("columns")) settings.columns = reader.texts("columns");
  if (reader.has("log_columns")) settings.log_columns = reader.texts("log_columns");
  if (reader.has("keys")) settings.keys = reader.text_map("keys");
  if (auto text = reader.maybe_text("single_keys")) settings.single_keys = *std::move(text);
  if (auto text = reader.maybe_text("after_action")) settings.after_action = *std::move(text);
  if (auto text = reader.maybe_text("group_waves")) settings.group_waves = *std::move(text);
  if (reader.has("undo_window_secs")) settings.undo_window_secs = reader.integer("undo_window_secs");
  return document.finish(std::move(settings));
}

std::vector<std::string> domains_of(const storage::User& user) {
  std::set<std::string> names(user.domains.begin(), user.domains.end());
  for (const std::string& address : user.addresses) {
    if (const auto parsed = domain::parse_address(address)) names.insert(parsed->domain);
  }
  return {names.begin(), names.end()};
}

// The shortest of what applies: nothing is promised that a domain does not keep.
std::int64_t retention_days_of(Services& services, std::span<const std::string> domains) {
  std::optional<std::int64_t> days;
  for (const std::string& name : domains) {
    if (const auto found = services.storage.accounts().find_domain(name))
      days = std::min(days.value_or(found->retention_days), found->retention_days);
  }
  return days.value_or(kRetentionDaysUnknown);
}

}  // namespace

api::Me me_of(Services& services, const storage::User& user) {
  const std::vector<std::string> domains = domains_of(user);
  return {.id = {std::to_string(user.id)},
          .login = user.login,
          .role = user.role,
          .addresses = user.addresses,
          .domains = user.domains,
          .settings = user.settings,
          .undo_window_secs = services.undo_window_secs,
          .retention_days = retention_days_of(services, domains),
          .release_rights = jobs::release_rights(services.storage, user.role, domains),
          .lists_for_domain = user.role != api::Role::Email};
}

Answer show_me(Services& services, const Request& request) {
  return json_response(api::encode(me_of(services, request.caller->user)));
}

Answer change_settings(Services& services, const Request& request) {
  TRY(const api::Settings settings, merged(request.caller->user.settings, request.body));
  TRY_VOID(check(settings));
  TRY_VOID(services.storage.accounts().set_settings(request.caller->user.id, settings));
  return json_response(api::encode(settings));
}

}  // namespace pratique::handlers
