#include "client/api/json_reader.hpp"

#include <nlohmann/json.hpp>

#include "client/base/text.hpp"

namespace pratique::api {
namespace {

using Json = nlohmann::json;

const Json& json(const void* value) {
  return *static_cast<const Json*>(value);
}

void append_pointer_token(std::string& out, std::string_view token) {
  for (char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out.push_back(c);
    }
  }
}

}  // namespace

struct JsonDocument::Tree {
  Json root;
};

JsonDocument::JsonDocument(std::string_view text, JsonSource source) : tree_(std::make_unique<Tree>()), source_(source) {
  if (text.size() > kMaxJsonBytes) {
    report("", "at most 64 MiB");
    return;
  }
  tree_->root = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!tree_->root.is_object()) report("", "a JSON object");
}

JsonDocument::~JsonDocument() = default;

JsonReader JsonDocument::root() {
  return {*this, good() ? &tree_->root : nullptr, nullptr, {}, JsonReader::kNoIndex};
}

void JsonDocument::report(std::string pointer, std::string_view expected) {
  if (error_) return;
  std::string detail = pointer.empty() ? "the document" : pointer;
  detail.append(": expected ").append(expected);
  base::Error error;
  if (source_ == JsonSource::Reply) {
    error.code = base::ErrorCode::BadReply;
    error.message = "The answer of the server could not be read";
  } else {
    error.code = base::ErrorCode::BadInput;
    error.message = pointer.empty() ? "The request is not " : "“" + pointer.substr(1) + "” is not ";
    error.message += expected;
    if (!pointer.empty()) error.field = pointer.substr(1);
  }
  error.detail = std::move(detail);
  error_ = std::move(error);
}

const void* JsonReader::find(std::string_view name) const {
  if (value_ == nullptr || !json(value_).is_object()) return nullptr;
  const auto found = json(value_).find(name);
  if (found == json(value_).end() || found->is_null()) return nullptr;
  return &*found;
}

std::string JsonReader::pointer() const {
  if (parent_ == nullptr) return {};
  std::string out = parent_->pointer();
  out.push_back('/');
  append_pointer_token(out, key_);
  if (index_ != kNoIndex) {
    out.push_back('/');
    base::append_integer(out, static_cast<std::int64_t>(index_));
  }
  return out;
}

void JsonReader::fail(std::string_view name, std::string_view expected) const {
  std::string at = pointer();
  if (!name.empty()) {
    at.push_back('/');
    append_pointer_token(at, name);
  }
  document_->report(std::move(at), expected);
}

bool JsonReader::has(std::string_view name) const {
  return find(name) != nullptr;
}

std::string JsonReader::text(std::string_view name) const {
  const void* found = find(name);
  if (found != nullptr && json(found).is_string()) return *json(found).get_ptr<const std::string*>();
  fail(name, "a text");
  return {};
}

std::string JsonReader::text_value() const {
  if (value_ != nullptr && json(value_).is_string()) return *json(value_).get_ptr<const std::string*>();
  fail({}, "a text");
  return {};
}

std::int64_t JsonReader::integer(std::string_view name) const {
  const void* found = find(name);
  if (found != nullptr && json(found).is_number_integer()) {
    const auto* unsigned_value = json(found).get_ptr<const std::uint64_t*>();
    if (unsigned_value == nullptr || *unsigned_value <= static_cast<std::uint64_t>(INT64_MAX)) return json(found).get<std::int64_t>();
  }
  fail(name, "a whole number");
  return 0;
}

double JsonReader::number(std::string_view name) const {
  const void* found = find(name);
  if (found != nullptr && json(found).is_number()) return json(found).get<double>();
  fail(name, "a number");
  return 0;
}

bool JsonReader::flag(std::string_view name) const {
  const void* found = find(name);
  if (found != nullptr && json(found).is_boolean()) return *json(found).get_ptr<const bool*>();
  fail(name, "true or false");
  return false;
}

base::WallTime JsonReader::time(std::string_view name) const {
  const auto parsed = base::parse_rfc3339(text(name));
  if (!parsed) fail(name, "a time as in 2026-11-22T13:02:51Z");
  return parsed.value_or(base::WallTime{});
}

JsonReader JsonReader::object(std::string_view name) const {
  const void* found = find(name);
  if (found == nullptr || !json(found).is_object()) {
    fail(name, "an object");
    found = nullptr;
  }
  return {*document_, found, this, name, kNoIndex};
}

void JsonReader::each(std::string_view name, const std::function<void(const JsonReader&)>& visit) const {
  const void* found = find(name);
  if (found == nullptr || !json(found).is_array()) return fail(name, "a list");
  std::size_t index = 0;
  for (const Json& item : json(found)) {
    visit(JsonReader(*document_, &item, this, name, index++));
    if (!document_->good()) return;
  }
}

void JsonReader::each_integer(std::string_view name, const std::function<void(std::string_view, std::int64_t)>& visit) const {
  const JsonReader members = object(name);
  if (members.value_ == nullptr) return;
  for (const auto& [key, unused] : *json(members.value_).get_ptr<const Json::object_t*>()) visit(key, members.integer(key));
}

std::vector<std::string> JsonReader::texts(std::string_view name) const {
  std::vector<std::string> out;
  each(name, [&](const JsonReader& item) { out.push_back(item.text_value()); });
  return out;
}

std::map<std::string, std::string> JsonReader::text_map(std::string_view name) const {
  std::map<std::string, std::string> out;
  const JsonReader members = object(name);
  if (members.value_ == nullptr) return out;
  for (const auto& [key, unused] : *json(members.value_).get_ptr<const Json::object_t*>()) out.emplace(key, members.text(key));
  return out;
}

std::optional<std::string> JsonReader::maybe_text(std::string_view name) const {
  return has(name) ? std::optional(text(name)) : std::nullopt;
}

std::optional<double> JsonReader::maybe_number(std::string_view name) const {
  return has(name) ? std::optional(number(name)) : std::nullopt;
}

std::optional<base::WallTime> JsonReader::maybe_time(std::string_view name) const {
  return has(name) ? std::optional(time(name)) : std::nullopt;
}

}  // namespace pratique::api
