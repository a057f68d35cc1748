#include "node/storage/sqlite/cursor.hpp"

#include <sodium.h>

#include <charconv>

#include "client/base/text.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kMaxCursorBytes = 2048;

std::string printed(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return "i" + std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "t" + *text;
  const auto* real = std::get_if<double>(&value);
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, real == nullptr ? 0.0 : *real).ptr;
  return "r" + std::string(buffer, end);
}

base::Result<Value> read_value(std::string_view text) {
  const auto bad = base::fail(base::ErrorCode::BadInput, "This page mark is damaged; start from the first page", "cursor");
  if (text.empty()) return bad;
  const std::string_view rest = text.substr(1);
  if (text.front() == 't') return Value(std::string(rest));
  if (text.front() == 'i') {
    const auto number = base::parse_integer(rest);
    if (!number) return bad;
    return Value(*number);
  }
  double real = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), real);
  if (text.front() != 'r' || read.ec != std::errc() || read.ptr != rest.data() + rest.size()) return bad;
  return Value(real);
}

// "<sort key><order><direction><id>:<value>"
std::string head_of(const Cursor& cursor) {
  std::string head;
  head += static_cast<char>('a' + static_cast<int>(cursor.sort.key));
  head += cursor.sort.order == api::SortOrder::Descending ? 'd' : 'u';
  head += cursor.towards == Towards::Next ? 'n' : 'p';
  return head;
}

}  // namespace

std::string encode(const Cursor& cursor) {
  const std::string plain = head_of(cursor) + std::to_string(cursor.id) + ":" + printed(cursor.value);
  std::string out(sodium_base64_encoded_len(plain.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // its NUL
  return out;
}

base::Result<Cursor> decode_cursor(std::string_view text, api::Sort expected) {
  const auto bad = base::fail(base::ErrorCode::BadInput, "This page mark is damaged; start from the first page", "cursor");
  if (text.size() > kMaxCursorBytes) return bad;
  std::string plain(text.size() + 1, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), text.data(), text.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return bad;
  }
  plain.resize(length);
  Cursor cursor;
  cursor.sort = expected;
  const auto colon = plain.find(':');
  if (colon == std::string::npos || colon < 4) return bad;
  cursor.towards = plain[2] == 'p' ? Towards::Previous : Towards::Next;
  if (plain.substr(0, 3) != head_of(cursor))
    return base::fail(base::ErrorCode::BadInput, "This page mark belongs to another order of the list", "cursor");
  const auto id = base::parse_integer(std::string_view(plain).substr(3, colon - 3));
  if (!id) return bad;
  cursor.id = *id;
  TRY(cursor.value, read_value(std::string_view(plain).substr(colon + 1)));
  return cursor;
}

}  // namespace pratique::storage::sqlite
