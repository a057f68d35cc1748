// What attachments are by their content, and what could go wrong with them. Total and bounded; any thread.
#pragma once

#include <vector>

#include "client/api/message.hpp"
#include "node/mime/message.hpp"

namespace pratique::mime {

inline constexpr std::size_t kAttachmentsListed = 50;

struct Attachments {
  std::vector<api::WhyAttachment> listed;
  std::vector<api::WhyWarning> warnings;  // file_type_differs, hidden_extension
};

[[nodiscard]] Attachments list_attachments(const Message& message);

// The risk of one file, of api::kAttachmentRisks or empty: what is worst comes first. `detected_type` as of detected_type().
[[nodiscard]] std::string risk_of(const api::WhyAttachment& attachment, std::string_view bytes);
[[nodiscard]] bool type_differs(const api::WhyAttachment& attachment);
[[nodiscard]] bool hides_extension(std::string_view file_name);

}  // namespace pratique::mime
