#include "node/mime/attachments.hpp"

#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "node/domain/digest.hpp"
#include "node/mime/file_type.hpp"

namespace pratique::mime {
namespace {

enum class Family : std::uint8_t { None, Program, Pdf, Office, Image, Text, Audio, Video, Archive, DiskImage };

struct Ending {
  std::string_view name;
  Family family;
};

constexpr auto kEndings = std::to_array<Ending>({
    {"7z", Family::Archive},  {"apk", Family::Program}, {"app", Family::Program},   {"avi", Family::Video},
    {"bat", Family::Program}, {"bmp", Family::Image},   {"bz2", Family::Archive},   {"cab", Family::Archive},
    {"chm", Family::Program}, {"cmd", Family::Program}, {"com", Family::Program},   {"cpl", Family::Program},
    {"csv", Family::Text},    {"dll", Family::Program}, {"dmg", Family::DiskImage}, {"doc", Family::Office},
    {"docm", Family::Office}, {"docx", Family::Office}, {"exe", Family::Program},   {"flac", Family::Audio},
    {"gif", Family::Image},   {"gz", Family::Archive},  {"hta", Family::Program},   {"htm", Family::Text},
    {"html", Family::Text},   {"ics", Family::Text},    {"img", Family::DiskImage}, {"iso", Family::DiskImage},
    {"jar", Family::Program}, {"jpeg", Family::Image},  {"jpg", Family::Image},     {"js", Family::Program},
    {"jse", Family::Program}, {"json", Family::Text},   {"lnk", Family::Program},   {"m4a", Family::Audio},
    {"mkv", Family::Video},   {"mov", Family::Video},   {"mp3", Family::Audio},     {"mp4", Family::Video},
    {"msc", Family::Program}, {"msi", Family::Program}, {"odp", Family::Office},    {"ods", Family::Office},
    {"odt", Family::Office},  {"ogg", Family::Audio},   {"one", Family::Office},    {"pdf", Family::Pdf},
    {"pif", Family::Program}, {"png", Family::Image},   {"ppt", Family::Office},    {"pptm", Family::Office},
    {"pptx", Family::Office}, {"ps1", Family::Program}, {"rar", Family::Archive},   {"reg", Family::Program},
    {"rtf", Family::Office},  {"scr", Family::Program}, {"sct", Family::Program},   {"sh", Family::Program},
    {"svg", Family::Image},   {"tar", Family::Archive}, {"tgz", Family::Archive},   {"tif", Family::Image},
    {"tiff", Family::Image},  {"txt", Family::Text},    {"url", Family::Program},   {"vbe", Family::Program},
    {"vbs", Family::Program}, {"vcf", Family::Text},    {"vhd", Family::DiskImage}, {"vhdx", Family::DiskImage},
    {"wav", Family::Audio},   {"webm", Family::Video},  {"webp", Family::Image},    {"wsf", Family::Program},
    {"wsh", Family::Program}, {"xls", Family::Office},  {"xlsb", Family::Office},   {"xlsm", Family::Office},
    {"xlsx", Family::Office}, {"xml", Family::Text},    {"xz", Family::Archive},    {"zip", Family::Archive},
});
static_assert(std::ranges::is_sorted(kEndings, {}, &Ending::name));

struct MediaType {
  std::string_view prefix;
  Family family;
};
// The first prefix that fits counts.
constexpr auto kMediaTypes = std::to_array<MediaType>({
    {"application/vnd.microsoft.portable-executable", Family::Program},
    {"application/x-dosexec", Family::Program},
    {"application/x-msdownload", Family::Program},
    {"application/x-executable", Family::Program},
    {"application/x-pie-executable", Family::Program},
    {"application/x-sharedlib", Family::Program},
    {"application/x-mach-binary", Family::Program},
    {"application/x-ms-shortcut", Family::Program},
    {"application/x-java-applet", Family::Program},
    {"application/java-archive", Family::Program},
    {"application/vnd.android.package-archive", Family::Program},
    {"application/x-msi", Family::Program},
    {"application/vnd.ms-htmlhelp", Family::Program},
    {"text/x-msdos-batch", Family::Program},
    {"text/x-shellscript", Family::Program},
    {"application/x-iso9660-image", Family::DiskImage},
    {"application/x-virtualbox-", Family::DiskImage},
    {"application/x-apple-diskimage", Family::DiskImage},
    {"application/x-raw-disk-image", Family::DiskImage},
    {"application/pdf", Family::Pdf},
    {"application/msword", Family::Office},
    {"application/vnd.ms-", Family::Office},
    {"application/vnd.openxmlformats", Family::Office},
    {"application/vnd.oasis.opendocument", Family::Office},
    {"application/cdfv2", Family::Office},
    {"application/x-ole-storage", Family::Office},
    {"application/rtf", Family::Office},
    {"text/rtf", Family::Office},
    {"application/encrypted", Family::Office},
    {"application/zip", Family::Archive},
    {"application/x-zip", Family::Archive},
    {"application/x-rar", Family::Archive},
    {"application/vnd.rar", Family::Archive},
    {"application/x-7z-compressed", Family::Archive},
    {"application/gzip", Family::Archive},
    {"application/x-gzip", Family::Archive},
    {"application/x-tar", Family::Archive},
    {"application/x-bzip2", Family::Archive},
    {"application/x-xz", Family::Archive},
    {"image/", Family::Image},
    {"audio/", Family::Audio},
    {"video/", Family::Video},
    {"text/", Family::Text},
});

Family family_of_ending(std::string_view ending) {
  const auto found = std::ranges::lower_bound(kEndings, ending, {}, &Ending::name);
  return found != kEndings.end() && found->name == ending ? found->family : Family::None;
}

Family family_of_type(std::string_view type) {
  const auto found = std::ranges::find_if(kMediaTypes, [type](const MediaType& known) { return type.starts_with(known.prefix); });
  return found == kMediaTypes.end() ? Family::None : found->family;
}

// "a.pdf.exe" → "exe", "pdf". Blanks and dots at the end are what Windows drops.
struct Endings {
  std::string last, before;
};
Endings endings_of(std::string_view file_name) {
  std::string name = base::to_lower_ascii(file_name);
  while (name.ends_with('.') || name.ends_with(' ')) name.pop_back();
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return {};
  std::string rest = name.substr(0, dot);
  while (rest.ends_with(' ')) rest.pop_back();
  const auto before = rest.rfind('.');
  return {name.substr(dot + 1), before == std::string::npos ? std::string() : rest.substr(before + 1)};
}

// Families that one program or another writes under the same name.
bool go_together(Family claimed, Family found) {
  if (claimed == found || claimed == Family::None || found == Family::None) return true;
  if (claimed == Family::Office) return found == Family::Archive || found == Family::Text;  // OOXML is ZIP; "xls" is often HTML or CSV
  if (claimed == Family::Image || claimed == Family::Archive) return claimed == Family::Image && found == Family::Text;  // SVG
  if (claimed == Family::Audio) return found == Family::Video;  // one container for both
  if (claimed == Family::Video) return found == Family::Audio;
  if (claimed == Family::Program) return true;  // a risk of its own; nothing is worse
  return claimed == Family::DiskImage;
}

// U+202E and its kin show "exe.fdp" as "pdf.exe" backwards.
bool has_direction_control(std::string_view name) {
  return std::ranges::any_of(std::array{"\u202A", "\u202B", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068"},
                             [name](const char* control) { return name.find(control) != std::string_view::npos; });
}

}  // namespace

bool hides_extension(std::string_view file_name) {
  if (has_direction_control(file_name)) return true;
  const Endings endings = endings_of(file_name);
  const Family before = family_of_ending(endings.before);
  if (before == Family::None || before == Family::Program || before == Family::Archive) return false;
  const Family last = family_of_ending(endings.last);
  const bool opens_as_page = endings.last == "html" || endings.last == "htm" || endings.last == "svg";
  return last == Family::Program || last == Family::DiskImage || (opens_as_page && before != Family::Text);
}

bool type_differs(const api::WhyAttachment& attachment) {
  const Family found = family_of_type(attachment.detected_type);
  const Family named = family_of_ending(endings_of(attachment.file_name).last);
  if (named != Family::None) return !go_together(named, found);
  return !go_together(family_of_type(attachment.declared_type), found);
}

std::string risk_of(const api::WhyAttachment& attachment, std::string_view bytes) {
  const Insides insides = look_inside(bytes, attachment.detected_type);
  const Family found = family_of_type(attachment.detected_type);
  const Family named = family_of_ending(endings_of(attachment.file_name).last);
  const auto is_code = [](const std::string& name) { return family_of_ending(endings_of(name).last) == Family::Program; };
  if (hides_extension(attachment.file_name)) return "hidden_extension";
  // Entries of office documents are never started.
  const bool carries_code = found != Family::Office && named != Family::Office && std::ranges::any_of(insides.names, is_code);
  if (found == Family::Program || named == Family::Program || carries_code) return "runs_code";
  if (insides.macro) return "macro";
  if (found == Family::DiskImage || named == Family::DiskImage) return "disk_image";
  if (insides.encrypted) return "encrypted";
  return type_differs(attachment) ? "type_differs" : std::string();
}

Attachments list_attachments(const Message& message) {
  Attachments out;
  for (const std::int64_t number : message.attachments()) {
    if (out.listed.size() == kAttachmentsListed) break;
    const auto part = message.part(number);
    if (!part) continue;
    api::WhyAttachment attachment;
    attachment.part = number;
    attachment.file_name = part->file_name;
    attachment.declared_type = part->content_type;
    attachment.detected_type = detected_type(part->bytes);
    attachment.size_bytes = static_cast<std::int64_t>(part->bytes.size());
    attachment.sha256 = domain::sha256_hex(part->bytes);
    attachment.risk = risk_of(attachment, part->bytes);
    if (hides_extension(attachment.file_name))
      out.warnings.push_back({"hidden_extension", {{"file", attachment.file_name}}});
    else if (type_differs(attachment))
      out.warnings.push_back({"file_type_differs", {{"file", attachment.file_name}, {"type", attachment.detected_type}}});
    out.listed.push_back(std::move(attachment));
  }
  return out;
}

}  // namespace pratique::mime
