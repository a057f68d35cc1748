#include "node/mime/html_sanitizer.hpp"

#include <gumbo.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/mime/html_sanitizer_bounds.hpp"
#include "node/mime/html_sanitizer_css.hpp"
#include "node/mime/html_sanitizer_rules.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kLinkTextBytes = 1024;

constexpr std::string_view kDocumentStart =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>"
    "html{color-scheme:light}"
    "body{margin:0;padding:20px 24px;background:#fff;color:#1b1f24;font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}"
    "img{max-width:100%}pre{white-space:pre-wrap}table{max-width:100%}"
    "a[data-href]{color:#0b57d0;text-decoration:underline;cursor:pointer}"
    "img[data-remote-src]{background:#eef0f2;outline:1px dashed #aab2bb;outline-offset:-1px}"
    "</style></head><body";

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  base::append_html(out, value);
  out += '"';
}

std::string_view attribute_of(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool names_other_host(std::string_view claimed, std::string_view opened) {
  if (claimed.empty() || opened.empty() || claimed == opened) return false;
  return domain::organisational_domain(claimed) != domain::organisational_domain(opened);
}

class Writer {
 public:
  explicit Writer(const SanitizeRequest& request) : request_(request) {}

  SanitizedHtml write(const GumboNode* root) {
    result_.document = kDocumentStart;
    if (const GumboNode* body = find_body(root)) append_look(body->v.element);
    result_.document += '>';
    walk(root);
    result_.document += "</body></html>";
    return std::move(result_);
  }

 private:
  struct Open {
    const GumboNode* node;
    unsigned next_child = 0;
    std::string_view end_tag;  // empty: nothing was written for it
    bool is_link = false;
  };

  static const GumboNode* find_body(const GumboNode* root) {
    if (root->type != GUMBO_NODE_ELEMENT) return nullptr;
    for (unsigned i = 0; i < root->v.element.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(root->v.element.children.data[i]);
      if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY) return child;
    }
    return nullptr;
  }

  // An explicit stack: the depth of hostile markup must not be the depth of our calls.
  void walk(const GumboNode* root) {
    std::vector<Open> stack{{root, 0, {}, false}};
    int written_depth = 0;
    while (!stack.empty()) {
      Open& open = stack.back();
      const GumboVector& children = open.node->v.element.children;
      if (open.next_child >= children.length || full()) {
        if (open.is_link) end_link();
        if (!open.end_tag.empty()) {
          --written_depth;
          result_.document.append("</").append(open.end_tag).append(">");
        }
        stack.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[open.next_child++]);
      if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_CDATA) {
        append_text(child->v.text.text);
      } else if (child->type == GUMBO_NODE_ELEMENT) {
        enter(child, written_depth, stack);
      }
    }
  }

  void enter(const GumboNode* node, int& written_depth, std::vector<Open>& stack) {
    const GumboElement& element = node->v.element;
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
    const std::string_view name = gumbo_normalized_tagname(element.tag);  // empty for unknown elements
    const ElementRule rule = rule_for(name);
    if (rule == ElementRule::Drop) return;
    if (rule == ElementRule::Unwrap || written_depth >= kHtmlDepth) {
      if (written_depth >= kHtmlDepth) result_.truncated = true;
      stack.push_back({node, 0, {}, false});
      return;
    }
    const bool is_link = write_start_tag(name, element);
    if (is_void(name)) return;
    ++written_depth;
    stack.push_back({node, 0, name, is_link});
  }

  // True when it began a link whose text is to be compared with where it leads.
  bool write_start_tag(std::string_view name, const GumboElement& element) {
    std::string& out = result_.document;
    out += '<';
    out += name;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      const std::string_view key = attribute->name;
      if (is_kept_attribute(name, key) && is_harmless_value(key, attribute->value)) append_attribute(out, key, attribute->value);
    }
    if (const std::string style = filter_declarations(attribute_of(element, "style")); !style.empty())
      append_attribute(out, "style", style);
    bool is_link = false;
    if (name == "a") is_link = append_target(attribute_of(element, "href"));
    if (name == "img") append_picture(attribute_of(element, "src"));
    out += '>';
    return is_link;
  }

  void append_look(const GumboElement& body) {
    std::string style;
    if (const auto colour = attribute_of(body, "bgcolor"); is_colour(colour)) style += "background: " + std::string(colour) + "; ";
    if (const auto colour = attribute_of(body, "text"); is_colour(colour)) style += "color: " + std::string(colour) + "; ";
    style += filter_declarations(attribute_of(body, "style"));
    if (!style.empty()) append_attribute(result_.document, "style", style);
    for (const char* name : {"dir", "lang"}) {
      const auto value = attribute_of(body, name);
      if (!value.empty() && is_harmless_value(name, value)) append_attribute(result_.document, name, value);
    }
  }

  bool append_target(std::string_view href) {
    const HtmlAddress address = read_html_address(href);
    if (address.kind != AddressKind::Http && address.kind != AddressKind::Mailto) return false;
    append_attribute(result_.document, "data-href", address.text);
    append_attribute(result_.document, "title", address.text);
    result_.document += " role=\"link\" tabindex=\"0\"";
    link_host_ = host_of(address);
    link_target_ = address.text;
    link_text_.clear();
    return true;
  }

  void end_link() {
    const bool mismatch = names_other_host(host_claimed_by(link_text_), link_host_);
    if (mismatch) ++result_.odd_links;
    if (!link_host_.empty() && result_.links.size() < kLinksRead)
      result_.links.push_back({std::move(link_target_), link_host_, link_text_, mismatch});
    link_host_.clear();
  }

  void append_picture(std::string_view src) {
    const HtmlAddress address = read_html_address(src);
    switch (address.kind) {
      case AddressKind::Http:
        ++result_.remote_images;
        append_attribute(result_.document, request_.remote_images == RemoteImages::Allowed ? "src" : "data-remote-src", address.text);
        break;
      case AddressKind::Cid: {
        const auto found = std::ranges::find(request_.inline_images, address.text, &InlineImage::content_id);
        if (found != request_.inline_images.end()) append_inline(found->bytes);
        break;
      }
      case AddressKind::Data:
        if (const auto bytes = data_uri_bytes(address.text, picture_bytes_left())) append_inline(*bytes);
        break;
      case AddressKind::Mailto:
      case AddressKind::Dropped:
        break;
    }
  }

  [[nodiscard]] std::size_t picture_bytes_left() const { return kInlineImageBytes - picture_bytes_; }

  void append_inline(std::string_view bytes) {
    const std::string_view type = picture_type(bytes);
    if (type.empty()) return;
    if (bytes.size() > picture_bytes_left()) {
      result_.truncated = true;
      return;
    }
    picture_bytes_ += bytes.size();
    append_attribute(result_.document, "src", picture_data_uri(bytes, type));
  }

  void append_text(std::string_view text) {
    base::append_html(result_.document, text);
    if (link_host_.empty())
      find_links(text, result_.links);
    else if (link_text_.size() < kLinkTextBytes)
      link_text_ += text.substr(0, kLinkTextBytes);
  }

  [[nodiscard]] bool full() {
    if (result_.document.size() < kHtmlBytesWritten) return false;
    result_.truncated = true;
    return true;
  }

  const SanitizeRequest& request_;
  SanitizedHtml result_;
  std::string link_host_;  // of the open link, else empty
  std::string link_target_;
  std::string link_text_;
  std::size_t picture_bytes_ = 0;
};

}  // namespace

SanitizedHtml sanitize_html(const SanitizeRequest& request) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::size_t length = safe_html_length(request.html, kHtmlBytesRead);
  const auto free_output = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(free_output)> output(gumbo_parse_with_options(&options, request.html.data(), length),
                                                                   free_output);
  if (output == nullptr || output->root == nullptr) return {.document = std::string(kDocumentStart) + "></body></html>"};
  SanitizedHtml result = Writer(request).write(output->root);
  result.truncated = result.truncated || length < request.html.size();
  return result;
}

}  // namespace pratique::mime
