// The only door to parsed JSON. A reader never fails in the middle: the first missing or mistyped field is kept in the document
// with its JSON pointer (RFC 6901) and defaults come back, so decoders read straight through and ask `finish` at the end.
// Bounded: kMaxJsonBytes of text. A JsonReader borrows from its document and from the reader it came from.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

inline constexpr std::size_t kMaxJsonBytes = 64U << 20;

// Whose JSON it is decides the error: a Reply that is wrong is BadReply; a Request that is wrong is BadInput with `field`.
enum class JsonSource : std::uint8_t { Reply, Request };

class JsonReader;

class JsonDocument {
 public:
  JsonDocument(std::string_view text, JsonSource source);
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  [[nodiscard]] JsonReader root();
  [[nodiscard]] bool good() const { return !error_; }
  // The value that was read, or the first thing wrong.
  template <class T>
  [[nodiscard]] base::Result<T> finish(T value) {
    if (error_) return std::unexpected(std::move(*error_));
    return value;
  }
  void report(std::string pointer, std::string_view expected);

 private:
  struct Tree;
  friend class JsonReader;
  std::unique_ptr<Tree> tree_;
  JsonSource source_;
  std::optional<base::Error> error_;
};

class JsonReader {
 public:
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  [[nodiscard]] double number(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] base::WallTime time(std::string_view name) const;
  [[nodiscard]] JsonReader object(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  [[nodiscard]] std::map<std::string, std::string> text_map(std::string_view name) const;
  void each(std::string_view name, const std::function<void(const JsonReader&)>& visit) const;
  void each_integer(std::string_view name, const std::function<void(std::string_view key, std::int64_t)>& visit) const;

  // Absent or null: nullopt (or the default). There but mistyped: an error.
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::optional<std::string> maybe_text(std::string_view name) const;
  [[nodiscard]] std::optional<double> maybe_number(std::string_view name) const;
  [[nodiscard]] std::optional<base::WallTime> maybe_time(std::string_view name) const;

  // A word of a closed list: `parse` answers nullopt for a word it does not know.
  template <class E>
  [[nodiscard]] E word(std::string_view name, std::optional<E> (*parse)(std::string_view)) const {
    const std::string spelled = text(name);
    const std::optional<E> known = parse(spelled);
    if (!known) fail(name, "a known word");
    return known.value_or(E{});
  }
  // For checks that a type cannot say.
  void fail(std::string_view name, std::string_view expected) const;
  [[nodiscard]] std::string text_value() const;  // of this very value: items of an array

 private:
  friend class JsonDocument;
  JsonReader(JsonDocument& document, const void* value, const JsonReader* parent, std::string_view key, std::size_t index)
      : document_(&document), value_(value), parent_(parent), key_(key), index_(index) {}
  [[nodiscard]] const void* find(std::string_view name) const;  // nullptr: absent or null
  [[nodiscard]] std::string pointer() const;

  JsonDocument* document_;
  const void* value_;  // a value of the library; nullptr once something was wrong above
  const JsonReader* parent_;
  std::string_view key_;
  std::size_t index_;  // in an array; kNoIndex in an object
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);
};

}  // namespace pratique::api
