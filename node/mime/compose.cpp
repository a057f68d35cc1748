#include "node/mime/compose.hpp"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "client/base/text.hpp"

namespace pratique::mime {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// As UTF-8, whatever letters there are: GMime's own text part would choose an older charset.
void add_text(GMimeMultipart* into, const char* subtype, const std::string& content) {
  const Owned<GMimePart> part(g_mime_part_new_with_type("text", subtype));
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(content.data(), content.size()));
  const Owned<GMimeDataWrapper> wrapper(g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), wrapper.get());
  g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_mime_multipart_add(into, GMIME_OBJECT(part.get()));
}

}  // namespace

std::string compose(const Letter& letter) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  const Owned<GMimeMessage> message(g_mime_message_new(TRUE));
  const std::string name = base::to_one_line(letter.from_name);
  const std::string from = base::to_one_line(letter.from);
  const std::string to = base::to_one_line(letter.to);
  g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, name.c_str(), from.c_str());
  g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, nullptr, to.c_str());
  g_mime_message_set_subject(message.get(), base::to_one_line(letter.subject).c_str(), "utf-8");
  GDateTime* date = g_date_time_new_from_unix_utc(letter.at.time_since_epoch().count() / 1000);
  g_mime_message_set_date(message.get(), date);
  g_date_time_unref(date);
  const auto at = from.rfind('@');
  char* id = g_mime_utils_generate_message_id(at == std::string::npos ? "localhost" : from.c_str() + at + 1);
  g_mime_message_set_message_id(message.get(), id);
  g_free(id);
  g_mime_object_set_header(GMIME_OBJECT(message.get()), "Auto-Submitted", "auto-generated", nullptr);
  const Owned<GMimeMultipart> body(g_mime_multipart_new_with_subtype("alternative"));
  add_text(body.get(), "plain", letter.text);
  if (!letter.html.empty()) add_text(body.get(), "html", letter.html);
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(body.get()));

  GMimeFormatOptions* options = g_mime_format_options_new();
  g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
  char* text = g_mime_object_to_string(GMIME_OBJECT(message.get()), options);
  std::string bytes = text;
  g_free(text);
  g_mime_format_options_free(options);
  return bytes;
}

}  // namespace pratique::mime
