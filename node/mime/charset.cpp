#include "node/mime/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "client/base/text.hpp"

namespace pratique::mime {
namespace {

struct Alias {
  std::string_view label;
  std::string_view converter;  // ICU's name; empty = says nothing about the bytes
};

// Labels whose literal meaning differs from what senders mean by them (WHATWG Encoding §4.2), and labels of nothing.
constexpr std::array kAliases = std::to_array<Alias>({
    {"us-ascii", ""},
    {"ascii", ""},
    {"ansi_x3.4-1968", ""},
    {"unknown-8bit", ""},
    {"x-unknown", ""},
    {"unknown", ""},
    {"default", ""},
    {"binary", ""},
    {"8bit", ""},
    {"7bit", ""},
    {"_autodetect", ""},
    {"default_charset", ""},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gb2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"euc-cn", "gb18030"},
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601", "windows-949"},
    {"ksc5601", "windows-949"},
    {"euc-kr", "windows-949"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"cp932", "windows-31j"},
    {"big5", "Big5-HKSCS"},
    {"x-x-big5", "Big5-HKSCS"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"x-unicode-2-0-utf-7", "utf-7"},
    {"win-1251", "windows-1251"},
    {"win1251", "windows-1251"},
    {"cp-1252", "windows-1252"},
    {"ansi", "windows-1252"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"visual", "iso-8859-8"},
    {"koi8r", "koi8-r"},
    {"macintosh", "macroman"},
    {"x-mac-roman", "macroman"},
});

// ICU's name for a label, or empty when the label says nothing.
std::string converter_name(std::string_view charset) {
  std::string label = base::to_lower_ascii(base::trim(charset));
  std::erase_if(label, [](char c) { return c == '"' || c == '\''; });
  const auto alias = std::ranges::find(kAliases, std::string_view(label), &Alias::label);
  return alias == kAliases.end() ? label : std::string(alias->converter);
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& name) {
  // ICU would take any name as a file to look for; labels are short and plain.
  if (name.empty() || name.size() > 40 || name.find('/') != std::string::npos) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_FAILURE(status) ? nullptr : std::move(converter);
}

bool is_ascii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<Decoded> convert(std::string_view bytes, const std::string& name) {
  if (name == "utf-8") {
    Decoded out{base::to_valid_utf8(bytes), false};
    out.failed = !base::is_utf8(bytes);
    return out;
  }
  const Converter converter = open_converter(name);
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString unicode(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  Decoded out;
  unicode.toUTF8String(out.text);
  out.failed = unicode.indexOf(static_cast<char16_t>(0xFFFD)) >= 0;
  return out;
}

Decoded guess(std::string_view bytes, std::string_view fallback) {
  if (bytes.find("\x1b$") != std::string_view::npos) {
    if (auto japanese = convert(bytes, "iso-2022-jp"); japanese && !japanese->failed) return *std::move(japanese);
  }
  if (is_ascii(bytes) || base::is_utf8(bytes)) return {std::string(bytes), false};
  if (const std::string name = converter_name(fallback); !name.empty()) {
    if (auto decoded = convert(bytes, name); decoded && !decoded->failed) return *std::move(decoded);
  }
  if (auto western = convert(bytes, "windows-1252")) return {std::move(western->text), true};
  return {base::to_valid_utf8(bytes), true};
}

}  // namespace

bool is_known_charset(std::string_view charset) {
  const std::string name = converter_name(charset);
  return name == "utf-8" || open_converter(name) != nullptr;
}

Decoded decode(std::string_view bytes, std::string_view charset, std::string_view fallback) {
  const std::string name = converter_name(charset);
  if (name.empty()) return guess(bytes, fallback);
  if (auto decoded = convert(bytes, name)) return *std::move(decoded);
  Decoded guessed = guess(bytes, fallback);
  guessed.failed = guessed.failed || !is_ascii(bytes);
  return guessed;
}

}  // namespace pratique::mime
