// libFuzzer target: everything that the node reads from a message, for any bytes. Bounds hold, texts are UTF-8, and what the
// sanitizer writes has no way to run or fetch anything.
#include <cstdint>
#include <vector>

#include "client/base/text.hpp"
#include "node/mime/analysis.hpp"
#include "node/mime/html_sanitizer.hpp"
#include "node/mime/received_time.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace pratique;
using test::require;

void read_analysis(const mime::Message& message) {
  static const std::vector<std::string> kKnown{"dest.example", "bank.example"};
  const mime::Analysis analysis = mime::analyse(message, {"a@b.example", "192.0.2.1", 6.0, kKnown});
  const api::MessageSummary& summary = analysis.summary;
  for (const std::string* text :
       {&summary.subject, &summary.snippet, &summary.header_from.name, &summary.header_from.address, &summary.message_id})
    require(base::is_utf8(*text) && base::to_one_line(*text) == *text);
  require(base::count_code_points(summary.snippet) <= 200);
  require(analysis.signature.empty() || analysis.signature.size() == 64);
  const api::Why& why = analysis.why;
  require(why.rules.size() <= 50 && why.links.size() <= 50 && why.attachments.size() <= 50 && why.warnings.size() <= 20);
  for (const api::WhyLink& link : why.links)
    require(base::is_utf8(link.shown) && base::is_utf8(link.target) && base::is_utf8(link.host) && link.target.size() <= 2000 &&
            link.count > 0);
  for (const api::WhyAttachment& file : why.attachments) require(base::is_utf8(file.file_name) && file.sha256.size() == 64);
  const std::string wire = api::encode(why);
  const auto back = api::decode_why(wire);
  require(back.has_value());
}

void read_parts(const mime::Message& message) {
  for (const auto& part : message.parts().parts) {
    const auto content = message.part(part.number);
    require(content.has_value() == !part.sha256.empty());
    if (content) require(static_cast<std::int64_t>(content->bytes.size()) == part.size_bytes);
  }
  for (const auto& field : message.headers().fields) require(base::is_utf8(field.value));
  require(base::is_utf8(message.text().text));
  require(base::is_utf8(message.text("gb18030").text));
  (void)message.date();
  (void)mime::received_time(message.bytes(), "4ABC", base::WallTime(std::chrono::milliseconds(0)), base::WallTime::max());
}

// The tags alone, without text and attribute values, which may say anything: the writer leaves no quote in a value and no `<` in text.
std::string tags_of(std::string_view document) {
  std::string tags;
  bool in_tag = false;
  bool in_value = false;
  for (const char c : document) {
    if (in_tag && c == '"') in_value = !in_value;
    if (!in_tag && c == '<') in_tag = true;
    if (in_tag && !in_value) tags += c;
    if (!in_value && c == '>') in_tag = false;
  }
  return base::to_lower_ascii(tags);
}

void read_html(const mime::Message& message) {
  const auto html = message.html();
  if (!html) return;
  require(base::is_utf8(html->html));
  const std::vector<mime::InlineImage> images = message.inline_images();
  for (const mime::RemoteImages remote : {mime::RemoteImages::Blocked, mime::RemoteImages::Allowed}) {
    const mime::SanitizedHtml safe = mime::sanitize_html({html->html, remote, images});
    require(safe.document.size() <= mime::kHtmlBytesWritten * 2 && safe.links.size() <= mime::kLinksRead);
    const std::string tags = tags_of(safe.document);
    for (const char* never : {"<script", "<iframe", "<object", "<form", "<link", "<base", " href=", " on", "<svg"})
      require(tags.find(never) == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = mime::Message::parse(std::string(reinterpret_cast<const char*>(data), size));
  read_analysis(message);
  read_parts(message);
  read_html(message);
  return 0;
}
