#include "node/mime/outlook_message.hpp"

#include <gmime/gmime.h>
#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "client/base/text.hpp"
#include "node/mime/charset.hpp"
#include "node/mime/header_text.hpp"

namespace pratique::mime {
namespace {

constexpr int kAttachmentsRead = 200;
// MS-OXPROPS tags.
constexpr std::string_view kTransportHeaders = "007D";
constexpr std::string_view kSubject = "0037";
constexpr std::string_view kSenderName = "0C1A";
constexpr std::string_view kSenderAddress = "0C1F";
constexpr std::string_view kSenderSmtpAddress = "5D01";
constexpr std::string_view kDisplayTo = "0E04";
constexpr std::string_view kMessageId = "1035";
constexpr std::string_view kBody = "1000";
constexpr std::string_view kHtml = "1013";
constexpr std::string_view kAttachedBytes = "3701";
constexpr std::string_view kLongFileName = "3707";
constexpr std::string_view kFileName = "3704";
constexpr std::string_view kMediaType = "370E";
constexpr std::string_view kContentId = "3712";

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_libraries() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

class Storage {
 public:
  Storage(GsfInfile* folder, std::size_t& left) : folder_(folder), left_(left) {}

  [[nodiscard]] std::optional<std::string> stream(std::string_view tag, std::string_view type) const {
    const std::string name = "__substg1.0_" + std::string(tag) + std::string(type);
    const Owned<GsfInput> input(gsf_infile_child_by_name(folder_, name.c_str()));
    if (!input || (GSF_IS_INFILE(input.get()) && gsf_infile_num_children(GSF_INFILE(input.get())) >= 0)) return std::nullopt;
    const auto size = gsf_input_size(input.get());
    if (size < 0 || static_cast<std::uint64_t>(size) > left_) {
      if (size > 0) left_ = 0;
      return std::nullopt;
    }
    left_ -= static_cast<std::size_t>(size);
    if (size == 0) return std::string();
    const guint8* data = gsf_input_read(input.get(), static_cast<std::size_t>(size), nullptr);
    if (data == nullptr) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  }

  // PT_UNICODE is UTF-16LE; PT_STRING8 is in a code page that is rarely said: decode() guesses.
  [[nodiscard]] std::string text(std::string_view tag) const {
    if (const auto wide = stream(tag, "001F")) return decode(*wide, "utf-16le", {}).text;
    if (const auto narrow = stream(tag, "001E")) return base::is_utf8(*narrow) ? *narrow : decode(*narrow, {}, "windows-1252").text;
    return {};
  }

 private:
  GsfInfile* folder_;
  std::size_t& left_;
};

bool is_about_the_body(std::string_view name) {
  const std::string lower = base::to_lower_ascii(name);
  return lower == "mime-version" || lower.starts_with("content-") || lower == "x-ms-tnef-correlator";
}

// The transport's own fields in their order and form, less those that describe a body which is made anew.
std::string fields_of(const Storage& storage) {
  std::string out;
  const std::string given = storage.text(kTransportHeaders);
  for (const RawHeader& field : split_header(given)) {
    if (!is_about_the_body(field.name)) out += field.name + ":" + field.value + "\n";
  }
  const auto has = [&given](std::string_view name) {
    const auto fields = split_header(given);
    return std::ranges::any_of(fields, [name](const RawHeader& field) { return base::equals_ignoring_ascii_case(field.name, name); });
  };
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!has(name) && !value.empty()) out.append(name).append(": ").append(base::to_one_line(value)).append("\n");
  };
  std::string sender = storage.text(kSenderSmtpAddress);
  if (sender.empty()) sender = storage.text(kSenderAddress);
  if (sender.find('@') != std::string::npos) {
    std::string name = base::to_one_line(storage.text(kSenderName));
    std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
    add("From", name.empty() ? sender : "\"" + name + "\" <" + sender + ">");
  }
  add("To", storage.text(kDisplayTo));
  add("Subject", storage.text(kSubject));
  add("Message-ID", storage.text(kMessageId));
  return out;
}

Owned<GMimeObject> part_of(const std::string& type, std::string_view bytes, GMimeContentEncoding encoding) {
  const auto slash = type.find('/');
  const std::string main = type.substr(0, slash);
  const std::string sub = slash == std::string::npos ? "octet-stream" : type.substr(slash + 1);
  GMimePart* part = g_mime_part_new_with_type(main.c_str(), sub.c_str());
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeDataWrapper> content(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part, content.get());
  g_mime_part_set_content_encoding(part, encoding);
  return Owned<GMimeObject>(GMIME_OBJECT(part));
}

Owned<GMimeObject> text_part(const std::string& type, const std::string& text) {
  auto part = part_of(type, text, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_content_type_parameter(part.get(), "charset", "utf-8");
  return part;
}

std::vector<Owned<GMimeObject>> texts_of(const Storage& storage) {
  std::vector<Owned<GMimeObject>> texts;
  if (const std::string plain = storage.text(kBody); !plain.empty()) texts.push_back(text_part("text/plain", plain));
  if (const auto html = storage.stream(kHtml, "0102"); html && !html->empty())
    texts.push_back(part_of("text/html", *html, GMIME_CONTENT_ENCODING_BASE64));  // declares its own charset
  else if (const std::string text = storage.text(kHtml); !text.empty())
    texts.push_back(text_part("text/html", text));
  return texts;
}

bool is_media_type(std::string_view type) {
  const auto slash = type.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < type.size() && std::ranges::all_of(type, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("/.+-_").find(c) != std::string_view::npos;
         });
}

Owned<GMimeObject> attachment_of(const Storage& storage) {
  const auto bytes = storage.stream(kAttachedBytes, "0102");
  if (!bytes) return nullptr;
  std::string type = base::to_lower_ascii(storage.text(kMediaType));
  if (!is_media_type(type) || type.starts_with("multipart/") || type.starts_with("message/")) type = "application/octet-stream";
  auto part = part_of(type, *bytes, GMIME_CONTENT_ENCODING_BASE64);
  std::string name = base::to_one_line(storage.text(kLongFileName));
  if (name.empty()) name = base::to_one_line(storage.text(kFileName));
  g_mime_object_set_disposition(part.get(), "attachment");
  if (!name.empty()) g_mime_part_set_filename(GMIME_PART(part.get()), name.c_str());
  if (const std::string id = base::to_one_line(storage.text(kContentId)); !id.empty()) g_mime_object_set_content_id(part.get(), id.c_str());
  return part;
}

std::vector<Owned<GMimeObject>> attachments_of(GsfInfile* root, std::size_t& left) {
  std::vector<Owned<GMimeObject>> parts;
  const int count = std::min(gsf_infile_num_children(root), 2000);
  for (int i = 0; i < count && parts.size() < static_cast<std::size_t>(kAttachmentsRead); ++i) {
    const char* name = gsf_infile_name_by_index(root, i);
    if (name == nullptr || !std::string_view(name).starts_with("__attach_version1.0_")) continue;
    const Owned<GsfInput> child(gsf_infile_child_by_index(root, i));
    if (!child || !GSF_IS_INFILE(child.get())) continue;
    if (auto part = attachment_of(Storage(GSF_INFILE(child.get()), left))) parts.push_back(std::move(part));
  }
  return parts;
}

Owned<GMimeObject> joined(std::vector<Owned<GMimeObject>> parts, const char* subtype) {
  if (parts.size() == 1) return std::move(parts.front());
  GMimeMultipart* multipart = g_mime_multipart_new_with_subtype(subtype);
  for (const auto& part : parts) g_mime_multipart_add(multipart, part.get());
  return Owned<GMimeObject>(GMIME_OBJECT(multipart));
}

std::string written(GMimeObject* object) {
  const Owned<GMimeStream> out(g_mime_stream_mem_new());
  g_mime_object_write_to_stream(object, nullptr, out.get());
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
  return array == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(array->data), array->len);
}

}  // namespace

base::Result<std::string> rebuild_outlook_message(std::string_view bytes) {
  start_libraries();
  const auto damaged = [] { return base::fail(base::ErrorCode::BadInput, "This is no Outlook message that can be read"); };
  const Owned<GsfInput> input(
      gsf_input_memory_new(reinterpret_cast<const guint8*>(bytes.data()), static_cast<gsf_off_t>(bytes.size()), FALSE));
  if (!input) return damaged();
  const Owned<GsfInfile> root(gsf_infile_msole_new(input.get(), nullptr));
  if (!root) return damaged();
  std::size_t left = kOutlookBytesMax;
  const Storage storage(root.get(), left);
  std::string out = fields_of(storage);
  std::vector<Owned<GMimeObject>> texts = texts_of(storage);
  std::vector<Owned<GMimeObject>> parts;
  if (out.empty() && texts.empty()) return damaged();  // another kind of compound file: an old document
  if (texts.empty()) texts.push_back(text_part("text/plain", {}));
  parts.push_back(joined(std::move(texts), "alternative"));
  for (auto& attached : attachments_of(root.get(), left)) parts.push_back(std::move(attached));
  if (left == 0) return base::fail(base::ErrorCode::TooLarge, "The message is too large");
  out += "MIME-Version: 1.0\n" + written(joined(std::move(parts), "mixed").get());
  if (out.size() > kOutlookBytesMax) return base::fail(base::ErrorCode::TooLarge, "The message is too large");
  return out;
}

}  // namespace pratique::mime
