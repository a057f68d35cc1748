#include "node/mime/message.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "client/base/text.hpp"
#include "node/domain/digest.hpp"
#include "node/mime/charset.hpp"
#include "node/mime/header_text.hpp"
#include "node/mime/nesting.hpp"
#include "node/mime/readable_text.hpp"
#include "node/mime/verdict.hpp"

namespace pratique::mime {
namespace {

void start_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;
struct FreeText {
  void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, FreeText>;

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

// A name a person can save under: no folders, no controls.
std::string safe_file_name(std::string name) {
  name = base::to_one_line(name);
  if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  return std::string(base::first_code_points(name, 200));
}

struct Node {
  GMimeObject* object = nullptr;  // lives as long as the message
  int depth = 0;
  std::size_t parent = 0;  // its own index for the root
  std::vector<std::size_t> children;
  std::string type;         // "text/plain", lower case
  std::string disposition;  // lower case
  bool in_embedded_message = false;
};

std::string type_of(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  const OwnedText text(g_mime_content_type_get_mime_type(type));
  return base::to_lower_ascii(base::to_one_line(text_or_empty(text.get())));
}

std::string memory_of(GMimeStream* stream) {
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return array == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(array->data), array->len);
}

std::string content_of(const Node& node) {
  const Owned<GMimeStream> out(g_mime_stream_mem_new());
  if (GMIME_IS_PART(node.object)) {
    if (GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(node.object)))
      g_mime_data_wrapper_write_to_stream(content, out.get());
  } else if (GMIME_IS_MESSAGE_PART(node.object)) {
    if (GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(node.object)))
      g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, out.get());
  }
  return memory_of(out.get());
}

std::string parameter(const Node& node, const char* name) {
  return text_or_empty(g_mime_object_get_content_type_parameter(node.object, name));
}

std::string file_name_of(const Node& node, std::string_view fallback_charset) {
  std::string name = text_or_empty(g_mime_object_get_content_disposition_parameter(node.object, "filename"));
  if (name.empty()) name = parameter(node, "name");
  if (!base::is_utf8(name)) name = decode(name, {}, fallback_charset).text;
  // Encoded words in a parameter are against RFC 2047 §5 and common.
  if (name.find("=?") != std::string::npos) name = decode_header_text(name, fallback_charset);
  return safe_file_name(std::move(name));
}

bool is_multipart(const Node& node) {
  return GMIME_IS_MULTIPART(node.object);
}
bool is_leaf(const Node& node) {
  return GMIME_IS_PART(node.object);
}

std::string cut_to(std::string text, bool& truncated) {
  if (text.size() <= kTextBytes) return text;
  truncated = true;
  std::size_t end = kTextBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

// The charset that HTML declares for itself: <meta charset=…> or http-equiv, in the first KB (WHATWG HTML §13.2.3.2, simplified).
std::string charset_in_html(std::string_view html) {
  const std::string head = base::to_lower_ascii(html.substr(0, 2048));
  const auto found = head.find("charset=");
  if (found == std::string::npos || head.rfind("<meta", found) == std::string::npos) return {};
  auto begin = found + 8;
  while (begin < head.size() && (head[begin] == '"' || head[begin] == '\'' || head[begin] == ' ')) ++begin;
  const auto end = head.find_first_of("\"' />;", begin);
  return head.substr(begin, end == std::string::npos ? 0 : end - begin);
}

}  // namespace

struct Message::Parsed {
  std::string bytes;
  std::vector<RawHeader> headers;
  Owned<GMimeMessage> message;
  std::vector<Node> nodes;  // depth first; empty when there is no MIME content at all
  std::string body_charset;
  std::vector<std::size_t> plain;  // what is read, in order
  std::vector<std::size_t> html;

  void parse_structure();
  void add_nodes(GMimeObject* root);
  void choose_readable(std::size_t index);
  [[nodiscard]] bool is_attachment(std::size_t index) const;
  [[nodiscard]] const std::string* raw(std::string_view name) const;
  [[nodiscard]] std::string prologue() const;
};

void Message::Parsed::parse_structure() {
  std::string_view source = bytes;
  if (source.starts_with("From ")) source.remove_prefix(std::min(source.find('\n'), source.size() - 1) + 1);  // an mbox separator
  source = source.substr(0, safe_nesting_length(source));
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(source.data(), source.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), TRUE);
  message.reset(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return;
  if (GMimeObject* root = g_mime_message_get_mime_part(message.get())) add_nodes(root);
  for (const Node& node : nodes) {
    if (node.type.starts_with("text/") && body_charset.empty()) body_charset = parameter(node, "charset");
  }
  if (!nodes.empty()) choose_readable(0);
}

// Depth first without recursion: the depth of hostile mail must not be the depth of our calls.
void Message::Parsed::add_nodes(GMimeObject* root) {
  struct Pending {
    GMimeObject* object;
    int depth;
    std::size_t parent;
    bool embedded;
  };
  std::vector<Pending> pending{{root, 0, 0, false}};
  while (!pending.empty() && nodes.size() < static_cast<std::size_t>(kPartsRead)) {
    const Pending next = pending.back();
    pending.pop_back();
    const std::size_t index = nodes.size();
    Node node;
    node.object = next.object;
    node.depth = next.depth;
    node.parent = next.parent;
    node.type = type_of(next.object);
    node.disposition = base::to_lower_ascii(base::to_one_line(text_or_empty(g_mime_object_get_disposition(next.object))));
    node.in_embedded_message = next.embedded;
    nodes.push_back(std::move(node));
    if (index > 0) nodes[next.parent].children.push_back(index);
    if (next.depth >= kDepthRead) continue;
    if (GMIME_IS_MULTIPART(next.object)) {
      auto* multipart = GMIME_MULTIPART(next.object);
      for (int i = g_mime_multipart_get_count(multipart) - 1; i >= 0; --i)
        pending.push_back({g_mime_multipart_get_part(multipart, i), next.depth + 1, index, next.embedded});
    } else if (GMIME_IS_MESSAGE_PART(next.object)) {
      GMimeMessage* embedded = g_mime_message_part_get_message(GMIME_MESSAGE_PART(next.object));
      GMimeObject* part = embedded == nullptr ? nullptr : g_mime_message_get_mime_part(embedded);
      if (part != nullptr) pending.push_back({part, next.depth + 1, index, true});
    }
  }
}

// Recursion is bounded by kDepthRead.
void Message::Parsed::choose_readable(std::size_t index) {
  const Node& node = nodes[index];
  if (node.disposition == "attachment") return;
  if (is_multipart(node)) {
    const bool first_only = node.type == "multipart/related" || node.type == "multipart/signed" || node.type == "multipart/encrypted";
    const bool alternative = node.type == "multipart/alternative";
    for (const std::size_t child : node.children) {
      const std::size_t plain_before = plain.size();
      const std::size_t html_before = html.size();
      choose_readable(child);
      if (first_only && (plain.size() > plain_before || html.size() > html_before)) break;
      // Of two versions of one kind the later is the better one, RFC 2046 §5.1.4; broken senders repeat the first.
      if (alternative && plain.size() > plain_before + 1)
        plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(plain_before), plain.end() - 1);
    }
    return;
  }
  if (!is_leaf(node)) return;
  if (!file_name_of(node, {}).empty() && index != 0 && node.disposition != "inline") return;
  if (node.type == "text/plain" || node.type == "text" || node.type == "text/enriched") plain.push_back(index);
  if (node.type == "text/html") html.push_back(index);
}

bool Message::Parsed::is_attachment(std::size_t index) const {
  const Node& node = nodes[index];
  if (node.in_embedded_message || is_multipart(node)) return false;
  if (node.disposition == "attachment") return true;
  if (std::ranges::find(plain, index) != plain.end() || std::ranges::find(html, index) != html.end()) return false;
  static constexpr std::array<std::string_view, 6> kMachinery{"application/pgp-signature",     "application/pkcs7-signature",
                                                              "application/x-pkcs7-signature", "message/delivery-status",
                                                              "text/rfc822-headers",           "message/disposition-notification"};
  if (std::ranges::find(kMachinery, std::string_view(node.type)) != kMachinery.end()) return false;
  const bool shown_in_html = g_mime_object_get_content_id(node.object) != nullptr && node.type.starts_with("image/");
  if (shown_in_html && nodes[node.parent].type == "multipart/related") return false;
  if (!file_name_of(node, {}).empty()) return true;
  return !node.type.starts_with("text/");
}

const std::string* Message::Parsed::raw(std::string_view name) const {
  const auto found =
      std::ranges::find_if(headers, [name](const RawHeader& field) { return base::equals_ignoring_ascii_case(field.name, name); });
  return found == headers.end() ? nullptr : &found->value;
}

// The whole body of a multipart whose boundary never occurs.
std::string Message::Parsed::prologue() const {
  if (nodes.size() != 1 || !is_multipart(nodes[0])) return {};
  return text_or_empty(g_mime_multipart_get_prologue(GMIME_MULTIPART(nodes[0].object)));
}

Message::Message(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(Message&&) noexcept = default;
Message::~Message() = default;

Message Message::parse(std::string bytes) {
  start_gmime();
  auto parsed = std::make_unique<Parsed>();
  parsed->bytes = std::move(bytes);
  parsed->headers = split_header(parsed->bytes);
  parsed->parse_structure();
  return Message(std::move(parsed));
}

const std::string& Message::bytes() const {
  return parsed_->bytes;
}
const std::vector<RawHeader>& Message::raw_headers() const {
  return parsed_->headers;
}

api::MessageHeaders Message::headers() const {
  api::MessageHeaders out;
  for (const RawHeader& field : parsed_->headers)
    out.fields.push_back({field.name, decode_header_text(field.value, parsed_->body_charset),
                          is_verdict_header(field.name) && believed(parsed_->headers, field.name) == &field});
  return out;
}

std::string Message::header(std::string_view name) const {
  const std::string* raw = parsed_->raw(name);
  return raw == nullptr ? std::string() : base::to_one_line(decode_header_text(*raw, parsed_->body_charset));
}

api::Mailbox Message::from() const {
  const std::string* raw = parsed_->raw("From");
  if (raw == nullptr) raw = parsed_->raw("Sender");
  return raw == nullptr ? api::Mailbox{} : parse_mailbox(*raw, parsed_->body_charset);
}

std::string Message::message_id() const {
  std::string id = header("Message-ID");
  const auto open = id.find('<');
  const auto close = id.find('>', open == std::string::npos ? 0 : open);
  if (open != std::string::npos && close != std::string::npos) id = id.substr(open + 1, close - open - 1);
  return std::string(base::first_code_points(base::trim(id), 500));
}

std::optional<base::WallTime> Message::date() const {
  const std::string* raw = parsed_->raw("Date");
  if (raw == nullptr) return std::nullopt;
  GDateTime* date = g_mime_utils_header_decode_date(base::to_one_line(*raw).c_str());
  if (date == nullptr) return std::nullopt;
  const base::WallTime time{std::chrono::seconds(g_date_time_to_unix(date))};
  g_date_time_unref(date);
  return time;
}

bool Message::has_text() const {
  return !parsed_->plain.empty() || !parsed_->prologue().empty();
}
bool Message::has_html() const {
  return !parsed_->html.empty();
}

api::MessageText Message::text(std::string_view charset) const {
  api::MessageText out;
  std::string all;
  const auto readable = [&](std::string_view bytes, const std::string& declared) {
    const Decoded decoded =
        decode(bytes.substr(0, kTextBytes * 2), charset.empty() ? std::string_view(declared) : charset, parsed_->body_charset);
    if (out.charset.empty()) out.charset = base::to_lower_ascii(declared);
    out.charset_failed = out.charset_failed || decoded.failed;
    if (!all.empty() && !all.ends_with('\n')) all += '\n';
    return decoded.text;
  };
  for (const std::size_t index : parsed_->plain) {
    const Node& node = parsed_->nodes[index];
    std::string text = base::strip_controls(readable(content_of(node), parameter(node, "charset")));
    if (base::equals_ignoring_ascii_case(parameter(node, "format"), "flowed"))
      text = unflow(text, base::equals_ignoring_ascii_case(parameter(node, "delsp"), "yes") ? DelSp::Yes : DelSp::No);
    all += text;
    if (all.size() > kTextBytes) break;
  }
  if (all.empty()) all = base::strip_controls(readable(parsed_->prologue(), {}));
  if (all.empty()) {
    if (const auto body = html(charset)) {
      all = html_to_text(body->html);
      out.charset = body->charset;
      out.charset_failed = body->charset_failed;
    }
  }
  out.text = cut_to(std::move(all), out.truncated);
  return out;
}

std::optional<HtmlBody> Message::html(std::string_view charset) const {
  if (parsed_->html.empty()) return std::nullopt;
  const Node& node = parsed_->nodes[parsed_->html.front()];
  const std::string content = content_of(node);
  HtmlBody body;
  body.charset = base::to_lower_ascii(parameter(node, "charset"));
  if (body.charset.empty()) body.charset = charset_in_html(content);
  const Decoded decoded = decode(std::string_view(content).substr(0, kTextBytes * 2),
                                 charset.empty() ? std::string_view(body.charset) : charset, parsed_->body_charset);
  body.charset_failed = decoded.failed;
  bool truncated = false;
  body.html = cut_to(decoded.text, truncated);
  return body;
}

std::vector<InlineImage> Message::inline_images() const {
  std::vector<InlineImage> images;
  std::size_t total = 0;
  for (const Node& node : parsed_->nodes) {
    if (!is_leaf(node) || !node.type.starts_with("image/")) continue;
    std::string id = text_or_empty(g_mime_object_get_content_id(node.object));
    if (id.empty()) continue;
    std::string bytes = content_of(node);
    total += bytes.size();
    if (total > kInlineImageBytes) break;
    images.push_back({std::move(id), std::move(bytes)});
  }
  return images;
}

api::MessageParts Message::parts() const {
  api::MessageParts out;
  std::int64_t number = 0;
  for (const Node& node : parsed_->nodes) {
    api::Part part;
    part.number = number++;
    part.depth = node.depth;
    part.content_type = node.type;
    part.file_name = file_name_of(node, parsed_->body_charset);
    part.disposition = node.disposition == "inline" || node.disposition == "attachment" ? node.disposition : std::string();
    if (!is_multipart(node)) {
      const std::string content = content_of(node);
      part.size_bytes = static_cast<std::int64_t>(content.size());
      part.sha256 = domain::sha256_hex(content);
    }
    out.parts.push_back(std::move(part));
  }
  return out;
}

base::Result<PartContent> Message::part(std::int64_t number) const {
  const auto& nodes = parsed_->nodes;
  if (number < 0 || number >= static_cast<std::int64_t>(nodes.size()) || is_multipart(nodes[static_cast<std::size_t>(number)]))
    return base::fail(base::ErrorCode::NotFound, "This message has no such part");
  const Node& node = nodes[static_cast<std::size_t>(number)];
  return PartContent{node.type, file_name_of(node, parsed_->body_charset), node.disposition, content_of(node)};
}

std::vector<std::int64_t> Message::attachments() const {
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < parsed_->nodes.size(); ++i) {
    if (parsed_->is_attachment(i)) numbers.push_back(static_cast<std::int64_t>(i));
  }
  return numbers;
}

std::vector<std::string> Message::attachment_names() const {
  std::vector<std::string> names;
  for (const std::int64_t number : attachments())
    names.push_back(file_name_of(parsed_->nodes[static_cast<std::size_t>(number)], parsed_->body_charset));
  return names;
}

}  // namespace pratique::mime
