#include "client/api/health.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kStates = word_list<HealthState>("fine", "warning", "failed", "off");

}  // namespace

std::string_view to_wire(HealthState state) {
  return kStates.of(state);
}
std::optional<HealthState> parse_health_state(std::string_view word) {
  return kStates.parse(word);
}

std::string encode(const Health& health) {
  JsonWriter json;
  json.begin_object();
  json.field("at", health.at);
  json.key("checks");
  json.begin_array();
  for (const HealthCheck& check : health.checks) {
    json.begin_object();
    json.field("name", check.name);
    json.field("of", check.of);
    json.field("state", to_wire(check.state));
    json.field("message", check.message);
    json.field("value", check.value);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

base::Result<Health> decode_health(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  Health health;
  health.at = reader.time("at");
  reader.each("checks", [&](const JsonReader& item) {
    HealthCheck check;
    check.name = item.text("name");
    check.of = item.text("of");
    check.state = item.word("state", parse_health_state);
    check.message = item.text("message");
    check.value = item.maybe_number("value");
    health.checks.push_back(std::move(check));
  });
  return document.finish(std::move(health));
}

}  // namespace pratique::api
