// Everything that a store wants to know about a message before it keeps it. One pass at ingest, so that opening a list or a
// message never parses again. Total for any bytes; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "client/api/message.hpp"
#include "node/mime/message.hpp"

namespace pratique::mime {

inline constexpr std::size_t kSearchBytes = 48u << 10;

struct AnalysisRequest {
  std::string_view envelope_from;              // empty: the null reverse-path
  std::string_view sender_ip;                  // of the client that brought it to the filter
  std::optional<double> domain_limit;          // of the recipient's domain
  std::span<const std::string> known_domains;  // that look-alikes are told from: the recipient's own first
};

struct Analysis {
  api::MessageSummary summary;  // what the message itself says: header fields, snippet, size, class, score
  api::Why why;
  std::string queue_id;                // the filter's, when the envelope had none
  std::string search_text;             // attachment names and body words
  std::string signature;               // of subject and text, domain/near_copy.hpp
  std::string sender_organisation;     // organisational domain of header From, else of the envelope's sender
  bool worth_a_look_if_known = false;  // were it from a domain that the recipient had mail released of
  bool has_html = false;
  bool has_text = false;
  std::int64_t remote_images = 0;
  std::int64_t odd_links = 0;
};

[[nodiscard]] Analysis analyse(const Message& message, const AnalysisRequest& request);

}  // namespace pratique::mime
