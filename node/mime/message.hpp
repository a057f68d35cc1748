// One parsed e-mail, hostile until proven otherwise: the only place that touches GMime. Parsing never fails: any bytes give
// a message, damaged ones give what can be read of them. Depth, parts, headers and decoded text are bounded (below).
// A Message belongs to one thread; different Messages may be used by different threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/message.hpp"
#include "client/base/result.hpp"
#include "node/mime/html_sanitizer.hpp"

namespace pratique::mime {

inline constexpr int kDepthRead = 40;                      // of nested parts; deeper ones are not listed
inline constexpr std::int64_t kPartsRead = 1000;           // of one message
inline constexpr std::size_t kHeadersRead = 2000;          // fields
inline constexpr std::size_t kHeaderBytesRead = 1u << 20;  // of the header block
inline constexpr std::size_t kTextBytes = 4u << 20;        // of decoded text or HTML; the rest is cut and `truncated` says so

struct RawHeader {
  std::string name;   // as spelled
  std::string value;  // the bytes after the colon, folds as CRLF or LF kept
};

struct HtmlBody {
  std::string html;  // UTF-8
  std::string charset;
  bool charset_failed = false;
};

struct PartContent {
  std::string content_type;  // lower case, without parameters
  std::string file_name;     // without folders and control characters, or empty
  std::string disposition;
  std::string bytes;  // transfer encoding undone
};

class Message {
 public:
  [[nodiscard]] static Message parse(std::string bytes);
  Message(Message&&) noexcept;
  Message& operator=(Message&&) noexcept;
  ~Message();

  [[nodiscard]] const std::string& bytes() const;
  [[nodiscard]] const std::vector<RawHeader>& raw_headers() const;  // wire order
  [[nodiscard]] api::MessageHeaders headers() const;                // decoded
  [[nodiscard]] std::string header(std::string_view name) const;    // first of that name, decoded, one line; empty when absent
  [[nodiscard]] std::string subject() const { return header("Subject"); }
  [[nodiscard]] api::Mailbox from() const;
  [[nodiscard]] std::string message_id() const;  // without angle brackets
  [[nodiscard]] std::optional<base::WallTime> date() const;

  // `charset`: instead of the declared one, when the reader chose. Readable text of text/plain parts, else of the HTML.
  [[nodiscard]] api::MessageText text(std::string_view charset = {}) const;
  [[nodiscard]] std::optional<HtmlBody> html(std::string_view charset = {}) const;
  [[nodiscard]] bool has_text() const;  // a text/plain part to read
  [[nodiscard]] bool has_html() const;
  [[nodiscard]] std::vector<InlineImage> inline_images() const;  // image parts with a Content-ID

  [[nodiscard]] api::MessageParts parts() const;
  [[nodiscard]] base::Result<PartContent> part(std::int64_t number) const;  // NotFound: no such part, or a multipart
  [[nodiscard]] std::vector<std::int64_t> attachments() const;              // their part numbers
  [[nodiscard]] std::vector<std::string> attachment_names() const;          // one each, empty for an unnamed one

 private:
  struct Parsed;
  explicit Message(std::unique_ptr<Parsed> parsed);
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace pratique::mime
