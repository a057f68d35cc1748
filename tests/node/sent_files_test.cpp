#include "node/reports/sent_files.hpp"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-outfile.h>
#include <gsf/gsf-output-memory.h>
#include <zip.h>

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "node/mime/message.hpp"
#include "node/mime/outlook_message.hpp"

namespace pratique::test {
namespace {

const std::string kMail = "From: Ann <ann@else.example>\r\nSubject: Hello\r\n\r\nWorld\r\n";

std::vector<reports::SentMessage> read(const std::string& name, const std::string& bytes) {
  return reports::read_files({{.name = name, .bytes = bytes}});
}
std::string problem(const std::string& bytes) {
  const auto found = read("x", bytes);
  REQUIRE(found.size() == 1);
  return found[0].problem;
}

struct Entry {
  std::string name;
  std::string bytes;
  bool is_encrypted = false;
};
std::string zipped(const std::vector<Entry>& entries) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  REQUIRE(archive != nullptr);
  zip_source_keep(source);
  for (const Entry& entry : entries) {
    zip_source_t* content = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
    const auto index = zip_file_add(archive, entry.name.c_str(), content, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    if (entry.is_encrypted) REQUIRE(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_TRAD_PKWARE, "secret") == 0);
  }
  REQUIRE(zip_close(archive) == 0);
  REQUIRE(zip_source_open(source) == 0);
  std::string out;
  char piece[4096];
  for (zip_int64_t count = 0; (count = zip_source_read(source, piece, sizeof piece)) > 0;)
    out.append(piece, static_cast<std::size_t>(count));
  zip_source_close(source);
  zip_source_free(source);
  zip_error_fini(&error);
  return out;
}

std::string utf16(const std::string& ascii) {
  std::string out;
  for (const char c : ascii) out.append({c, '\0'});
  return out;
}

// Folders end with a slash.
std::string outlook_file(const std::map<std::string, std::string>& streams) {
  GsfOutput* memory = gsf_output_memory_new();
  GsfOutfile* root = gsf_outfile_msole_new(memory);
  std::map<std::string, GsfOutput*> folders;
  for (const auto& [path, bytes] : streams) {
    GsfOutfile* in = root;
    std::string name = path;
    if (const auto slash = path.find('/'); slash != std::string::npos) {
      GsfOutput*& folder = folders[path.substr(0, slash)];
      if (folder == nullptr) folder = gsf_outfile_new_child(root, path.substr(0, slash).c_str(), TRUE);
      in = GSF_OUTFILE(folder);
      name = path.substr(slash + 1);
    }
    GsfOutput* stream = gsf_outfile_new_child(in, name.c_str(), FALSE);
    REQUIRE(gsf_output_write(stream, bytes.size(), reinterpret_cast<const guint8*>(bytes.data())));
    gsf_output_close(stream);
    g_object_unref(stream);
  }
  for (const auto& [name, folder] : folders) {
    gsf_output_close(folder);
    g_object_unref(folder);
  }
  gsf_output_close(GSF_OUTPUT(root));
  g_object_unref(root);
  std::string out(reinterpret_cast<const char*>(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory))),
                  static_cast<std::size_t>(gsf_output_size(memory)));
  g_object_unref(memory);
  return out;
}

}  // namespace

TEST_CASE("A message is taken as it is, whatever the file is called", "[reports]") {
  const auto found = read("picture.png", kMail);
  REQUIRE(found.size() == 1);
  CHECK(found[0].problem.empty());
  CHECK(found[0].bytes == kMail);
  CHECK(found[0].name == "picture.png");
  CHECK_FALSE(found[0].is_rebuilt);
  // What an editor or a paste puts before it is not the message.
  CHECK(read("x", "\xEF\xBB\xBF\r\n\r\n" + kMail)[0].bytes == kMail);
  CHECK(read("evil\r\nname\t\x01", kMail)[0].name == "evil name");
}

TEST_CASE("What is no message says why", "[reports]") {
  CHECK(problem("") == "empty");
  CHECK(problem(" \r\n\r\n ") == "empty");
  CHECK(problem("just some words") == "no_message");
  CHECK(problem("Dear: all\r\n\r\nwords") == "no_message");
  CHECK(problem("%PDF-1.7\n...") == "unknown_type");
  CHECK(problem(std::string("\x89PNG\r\n\0\0", 8)) == "unknown_type");
  CHECK(problem("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more") == "damaged");
  CHECK(problem("PK\3\4 and no more") == "damaged");
  CHECK(problem("Subject: x\n\n" + std::string(api::kReportBytesMax, 'x')) == "too_large");
}

TEST_CASE("An mbox is its messages, with what was quoted in them", "[reports]") {
  const auto found = read("in.mbox",
                          "From ann@x Sun Nov 22 11:00:00 2026\nSubject: one\n\nFrom here on\n>From there\n>>From far\n\n"
                          "From bob@x Sun Nov 22 11:05:00 2026\nSubject: two\n\nbye\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "in.mbox/1");
  CHECK(found[0].bytes == "Subject: one\n\nFrom here on\nFrom there\n>From far\n");
  CHECK(found[1].bytes == "Subject: two\n\nbye\n");
}

TEST_CASE("A zip is the messages in it; what cannot be read is said in its place", "[reports]") {
  const auto found = read("all.zip", zipped({{"one.eml", kMail},
                                             {"notes/readme.pdf", "%PDF-1.4"},
                                             {"__MACOSX/one.eml", "x"},
                                             {"secret.eml", kMail, true},
                                             {"inner.zip", zipped({{"two.eml", kMail}})},
                                             {"in.mbox", "From a@b Sun Nov 22 11:00:00 2026\nSubject: three\n\n.\n"}}));
  REQUIRE(found.size() == 5);
  CHECK(found[0].name == "all.zip/one.eml");
  CHECK(found[0].bytes == kMail);
  CHECK(found[1].problem == "unknown_type");
  CHECK(found[2].name == "all.zip/secret.eml");
  CHECK(found[2].problem == "encrypted");
  CHECK(found[3].problem == "unknown_type");
  CHECK(found[4].bytes == "Subject: three\n\n.\n");
  CHECK(problem(zipped({{"empty/", ""}, {".hidden", "x"}})) == "empty");
}

TEST_CASE("A small zip that unpacks to much is left where it grows too large", "[reports]") {
  CHECK(problem(zipped({{"bomb.eml", "Subject: x\n\n" + std::string(std::size_t{29} << 20, 'a')}})) == "too_large");
}

TEST_CASE("A call takes 25 messages and 30 MB, however they are wrapped", "[reports]") {
  std::vector<Entry> entries;
  for (int i = 0; i < 30; ++i) entries.push_back({std::to_string(100 + i) + ".eml", kMail});
  const auto found = read("many.zip", zipped(entries));
  REQUIRE(found.size() == 26);
  CHECK(found[24].problem.empty());
  CHECK(found[25].problem == "too_many");
  std::string noise = "Subject: x\n\n";
  for (std::uint32_t i = 0, seed = 7; i < (11u << 20); ++i)
    noise += static_cast<char>('a' + ((seed = seed * 1664525 + 1013904223) >> 24) % 26);
  const auto large = reports::read_files({{"a", noise}, {"b", noise}, {"c", noise}, {"d", kMail}});
  REQUIRE(large.size() == 4);
  CHECK(large[1].problem.empty());
  CHECK(large[2].problem == "too_large");
  CHECK(large[3].problem.empty());
}

TEST_CASE("Outlook's file becomes a message with the header fields that came with it", "[reports]") {
  const std::string headers =
      "Received: from a by mx.node.example (Postfix) with ESMTP id 4Qabcdefgh1; Sun, 22 Nov 2026 11:00:00 +0000\r\n"
      "From: Ann <ann@else.example>\r\nSubject: Pay\r\n now\r\nMessage-ID: <1@else.example>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/alternative;\r\n boundary=\"gone\"\r\n\r\n";
  const auto found = read("mail.msg", outlook_file({{"__substg1.0_007D001F", utf16(headers)},
                                                    {"__substg1.0_0037001F", utf16("Pay now")},
                                                    {"__substg1.0_1000001F", utf16("Please pay\r\n")},
                                                    {"__substg1.0_10130102", "<p>Please <b>pay</b></p>"},
                                                    {"__attach_version1.0_#00000000/__substg1.0_37010102", "%PDF-1.4 invoice"},
                                                    {"__attach_version1.0_#00000000/__substg1.0_3707001F", utf16("invoice.pdf")},
                                                    {"__attach_version1.0_#00000000/__substg1.0_370E001F", utf16("application/pdf")}}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].problem.empty());
  CHECK(found[0].is_rebuilt);
  const mime::Message message = mime::Message::parse(found[0].bytes);
  CHECK(message.from().address == "ann@else.example");
  CHECK(message.subject() == "Pay now");
  CHECK(message.message_id() == "1@else.example");
  CHECK(message.header("Received").find("4Qabcdefgh1") != std::string::npos);
  CHECK(message.text().text == "Please pay\n");
  REQUIRE(message.html());
  CHECK(message.html()->html.find("<b>pay</b>") != std::string::npos);
  REQUIRE(message.attachments().size() == 1);
  const auto part = message.part(message.attachments()[0]);
  REQUIRE(part);
  CHECK(part->file_name == "invoice.pdf");
  CHECK(part->bytes == "%PDF-1.4 invoice");
}

TEST_CASE("An Outlook file without header fields has what its properties say; another compound file is damaged", "[reports]") {
  const auto rebuilt = mime::rebuild_outlook_message(outlook_file({{"__substg1.0_0C1A001F", utf16("Bob \"B\"")},
                                                                   {"__substg1.0_5D01001F", utf16("bob@else.example")},
                                                                   {"__substg1.0_0037001E", "Short"},
                                                                   {"__substg1.0_1000001E", "Text"}}));
  REQUIRE(rebuilt);
  const mime::Message message = mime::Message::parse(*rebuilt);
  CHECK(message.from() == api::Mailbox{"Bob B", "bob@else.example"});
  CHECK(message.subject() == "Short");
  CHECK(message.text().text == "Text");
  CHECK(problem(outlook_file({{"WordDocument", "old"}})) == "damaged");
}

}  // namespace pratique::test
