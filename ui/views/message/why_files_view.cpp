// The attachments: what each is by its content, how large, its hash, and what could go wrong with it.
#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/message/why_sections.hpp"

namespace pratique::views {
namespace {

constexpr std::size_t kHashShown = 16;

std::string type_words(const Frame& frame, const api::WhyAttachment& file) {
  if (file.detected_type.empty()) return file.declared_type.empty() ? std::string(frame.text(Key::FileUnknown)) : file.declared_type;
  if (file.risk != "type_differs") return file.detected_type;
  return frame.words().format(Key::FileSays, {{"declared", file.declared_type}, {"detected", file.detected_type}});
}

}  // namespace

std::string risk_words(const Frame& frame, std::string_view risk) {
  const auto key = strings::risk_key(risk);
  return key ? std::string(frame.text(*key)) : std::string(risk);
}

void files_view(Frame& frame, kit::Box& box, const api::Why& why) {
  if (why.attachments.empty()) return;
  findings_heading_view(frame, box, kit::id("files"), frame.text(Key::FilesHeading),
                        strings::number(frame.words(), static_cast<std::int64_t>(why.attachments.size())));
  for (const api::WhyAttachment& file : why.attachments) {
    const std::string name = file.file_name.empty() ? std::string(frame.text(Key::PartUnnamed)) : file.file_name;
    std::string facts = type_words(frame, file) + " · " + strings::size(frame.words(), file.size_bytes);
    if (!file.sha256.empty()) facts += " · " + frame.words().format(Key::PartHash, {{"hash", file.sha256.substr(0, kHashShown) + "…"}});
    finding_view(frame, box,
                 {.id = kit::id("file", file.part),
                  .icon = theme::Icon::File,
                  .name = name,
                  .facts = facts,
                  .wrong = risk_words(frame, file.risk),
                  .copy_name = frame.words().format(Key::FileCopyHash, {{"name", name}}),
                  .copied = file.sha256});
  }
  box.skip_top(theme::space::k4);
}

}  // namespace pratique::views
