#include "tests/contract/openapi.hpp"

#include <yaml-cpp/yaml.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "node/compat/routes.hpp"
#include "node/handlers/routes.hpp"

namespace pratique::test {
namespace {

using nlohmann::json;

// YAML 1.2 core schema, as OpenAPI asks: quoted scalars are text, plain ones what they look like.
json to_json(const YAML::Node& node) {
  if (node.IsMap()) {
    json object = json::object();
    for (const auto& item : node) object[item.first.Scalar()] = to_json(item.second);
    return object;
  }
  if (node.IsSequence()) {
    json array = json::array();
    for (const auto& item : node) array.push_back(to_json(item));
    return array;
  }
  if (!node.IsScalar()) return nullptr;
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // was quoted
  if (text == "true" || text == "false") return text == "true";
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  json number = json::parse(text, nullptr, false);
  return number.is_number() ? number : json(text);
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> out;
  std::size_t begin = 1;
  while (begin <= path.size()) {
    const auto end = path.find('/', begin);
    out.push_back(path.substr(begin, end == std::string::npos ? std::string::npos : end - begin));
    if (end == std::string::npos) break;
    begin = end + 1;
  }
  return out;
}

bool fits(const std::string& pattern, const std::string& path) {
  const auto wanted = split(pattern);
  const auto given = split(path);
  if (wanted.size() != given.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i].starts_with('{') && wanted[i] != given[i]) return false;
  }
  return true;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

constexpr const char* kMethods[] = {"get", "put", "post", "delete", "patch", "options"};

}  // namespace

struct OpenApi::Document {
  json root;
  std::map<std::string, std::unique_ptr<valijson::Schema>> schemas;  // by their text

  [[nodiscard]] const json& resolved(const json& value) const {
    if (!value.is_object() || !value.contains("$ref")) return value;
    return root.at(json::json_pointer(value.at("$ref").get<std::string>().substr(1)));
  }

  valijson::Schema& compiled(const json& schema) {
    auto& entry = schemas[schema.dump()];
    if (!entry) {
      json whole = {{"allOf", json::array({schema})}, {"components", root.at("components")}};
      entry = std::make_unique<valijson::Schema>();
      valijson::SchemaParser parser;
      parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(whole), *entry);
    }
    return *entry;
  }

  // The path in words is meant when both it and one with a value fit: /messages/count.
  [[nodiscard]] const std::string* pattern_for(const std::string& path) const {
    const std::string* found = nullptr;
    for (const auto& item : root.at("paths").items()) {
      if (!fits(item.key(), path)) continue;
      if (found == nullptr || item.key().find('{') == std::string::npos) found = &item.key();
    }
    return found;
  }
};

OpenApi::OpenApi() : document_(std::make_unique<Document>()) {
  document_->root = to_json(YAML::LoadFile(std::string(PRATIQUE_SOURCE_DIR) + "/docs/openapi.yaml"));
}

OpenApi::~OpenApi() = default;

std::set<std::string> OpenApi::operations() const {
  std::set<std::string> out;
  for (const auto& path : document_->root.at("paths").items()) {
    for (const char* method : kMethods) {
      if (path.value().contains(method)) out.insert(upper(method) + " " + path.key());
    }
  }
  return out;
}

std::optional<std::string> OpenApi::judge(const std::string& method, const std::string& path, int status, const std::string& content_type,
                                          const std::string& body) {
  const std::string* pattern = document_->pattern_for(path);
  if (pattern == nullptr) return path + " is not described";
  const json& item = document_->root.at("paths").at(*pattern);
  const std::string name = method + " " + *pattern;
  if (!item.contains(lower(method))) return name + " is not described";
  const json& responses = item.at(lower(method)).at("responses");
  if (!responses.contains(std::to_string(status)))
    return name + " answered " + std::to_string(status) + ", which is not described: " + body.substr(0, 300);
  judged_.insert(name + " " + std::to_string(status));
  const json& response = document_->resolved(responses.at(std::to_string(status)));
  if (!response.contains("content")) return body.empty() ? std::nullopt : std::optional(name + " answered a body where none is described");
  if (!response.at("content").contains(content_type)) return name + " answered as " + content_type + ", which is not described";
  if (content_type != "application/json") return std::nullopt;
  const json value = json::parse(body, nullptr, false);
  if (value.is_discarded()) return name + " answered something that is not JSON";
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(document_->compiled(response.at("content").at(content_type).at("schema")),
                         valijson::adapters::NlohmannJsonAdapter(value), &results)) {
    return std::nullopt;
  }
  std::string problems = name + " " + std::to_string(status) + ":";
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    problems += "\n  ";
    for (const std::string& step : error.context) problems += step;
    problems += " " + error.description;
  }
  return problems + "\n" + body.substr(0, 2000);
}

TEST_CASE("The description judges: it accepts what it describes and nothing else", "[openapi]") {
  OpenApi openapi;
  CHECK_FALSE(openapi.judge("GET", "/livez", 200, "application/json", R"({"status":"ok"})"));
  CHECK(openapi.judge("GET", "/livez", 200, "application/json", R"({"status":"fine"})"));
  CHECK(openapi.judge("GET", "/livez", 200, "application/json", R"({})"));
  CHECK(openapi.judge("GET", "/livez", 201, "application/json", R"({"status":"ok"})"));
  CHECK(openapi.judge("GET", "/livez", 200, "text/plain", "ok"));
  CHECK(openapi.judge("POST", "/livez", 200, "application/json", R"({"status":"ok"})"));
  CHECK(openapi.judge("GET", "/v1/nothing", 200, "application/json", "{}"));
  CHECK_FALSE(openapi.judge("GET", "/v1/messages/count", 200, "application/json", R"({"count":3})"));
  CHECK(openapi.judge("GET", "/v1/messages/count", 200, "application/json", R"({"count":-3})"));
  CHECK(openapi.judge("GET", "/v1/me", 404, "application/json", R"({"code":"not_found","message":"x","request_id":"1"})"));
  CHECK_FALSE(openapi.judge("GET", "/v1/messages/7", 404, "application/json", R"({"code":"not_found","message":"x","request_id":"1"})"));
  CHECK(openapi.judge("GET", "/v1/messages/7", 404, "application/json", R"({"code":"nothing","message":"x","request_id":"1"})"));
  CHECK(openapi.judge("GET", "/v1/messages/7", 404, "application/json", R"({"code":"not_found","message":"x"})"));
}

TEST_CASE("Every route is described, and everything described is a route", "[openapi]") {
  const OpenApi openapi;
  std::set<std::string> served;
  for (const auto table : {handlers::routes(), compat::routes()})
    for (const handlers::Route& route : table) served.insert(std::string(route.method) + " " + std::string(route.pattern));
  CHECK(served == openapi.operations());
}

}  // namespace pratique::test
