// What a message shows of itself beside the filter's verdict: warnings, links and files.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "node/mime/analysis.hpp"
#include "node/mime/attachments.hpp"
#include "node/mime/file_type.hpp"
#include "node/mime/links.hpp"
#include "node/mime/look_alike.hpp"

namespace pratique::test {
namespace {

const std::vector<std::string> kKnown{"harbour.example", "northbank.com", "xn--mller-kva.de"};

api::Why why_of(const std::string& header, const std::string& body = "text\r\n", std::string_view envelope_from = "ann@shop.example") {
  const auto message = mime::Message::parse(header + "Subject: s\r\n\r\n" + body);
  return mime::analyse(message, {envelope_from, "192.0.2.1", 6.0, kKnown}).why;
}

const api::WhyWarning* warning(const api::Why& why, std::string_view code) {
  const auto found = std::ranges::find(why.warnings, code, &api::WhyWarning::code);
  return found == why.warnings.end() ? nullptr : &*found;
}

api::Why why_of_html(const std::string& html) {
  return why_of("From: a@shop.example\r\nContent-Type: text/html; charset=utf-8\r\n", html);
}

api::Why why_of_file(const std::string& name, const std::string& type, const std::string& bytes) {
  return why_of("From: a@shop.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
                "--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n--b\r\nContent-Type: " + type +
                    "\r\nContent-Transfer-Encoding: binary\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n" + bytes +
                    "\r\n--b--\r\n");
}

std::string file_risk(const std::string& name, const std::string& type, const std::string& bytes) {
  const api::Why why = why_of_file(name, type, bytes);
  REQUIRE(why.attachments.size() == 1);
  return why.attachments.front().risk;
}

std::string program() {  // the start of a Windows program: MZ, then the PE header where the first one says
  std::string bytes(512, '\0');
  bytes.replace(0, 2, "MZ");
  bytes[0x3C] = static_cast<char>(0x80);
  bytes.replace(0x80, 4, std::string_view("PE\0\0", 4));
  bytes[0x84] = 0x4C;
  bytes[0x85] = 0x01;
  bytes[0x94] = static_cast<char>(0xE0);
  bytes[0x96] = 0x02;
  bytes[0x98] = 0x0B;
  bytes[0x99] = 0x01;
  return bytes;
}

std::string two(std::size_t value) {
  return {static_cast<char>(value & 255U), static_cast<char>((value >> 8) & 255U)};
}
std::string four(std::size_t value) {
  return two(value & 65535U) + two(value >> 16);
}

std::string zip_of(const std::string& entry, bool encrypted = false) {  // one stored entry
  const std::string flags = two(encrypted ? 1 : 0);
  const std::string common = flags + two(0) + four(0) + four(0) + four(1) + four(1) + two(entry.size()) + two(0);
  std::string out = std::string("PK\3\4", 4) + two(20) + common + entry + "x";
  const std::size_t directory = out.size();
  out += std::string("PK\1\2", 4) + two(20) + two(20) + common + two(0) + two(0) + two(0) + four(0) + four(0) + entry;
  const std::size_t length = out.size() - directory;
  return out + std::string("PK\5\6", 4) + two(0) + two(0) + two(1) + two(1) + four(length) + four(directory) + two(0);
}

constexpr std::string_view kPdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

}  // namespace

TEST_CASE("a reader is warned when the sender is not who the message shows") {
  const api::Why other = why_of("From: Shop <a@shop.example>\r\n", "text\r\n", "x@mailer.test");
  REQUIRE(warning(other, "sender_differs") != nullptr);
  CHECK(warning(other, "sender_differs")->params.at("envelope") == "x@mailer.test");
  CHECK(warning(other, "sender_differs")->params.at("from") == "a@shop.example");
  const api::Why name = why_of("From: \"billing@northbank.com\" <x@evil.test>\r\n", "text\r\n", "x@evil.test");
  REQUIRE(warning(name, "name_is_address") != nullptr);
  CHECK(warning(name, "name_is_address")->params.at("shown") == "billing@northbank.com");
  CHECK(warning(name, "sender_differs") == nullptr);
  CHECK(warning(why_of("From: \"a@news.shop.example\" <x@shop.example>\r\n"), "name_is_address") == nullptr);
  const api::Why reply = why_of("From: a@shop.example\r\nReply-To: Boss <boss@free.test>\r\n");
  REQUIRE(warning(reply, "reply_differs") != nullptr);
  CHECK(warning(reply, "reply_differs")->params.at("reply_to") == "boss@free.test");
  CHECK(why_of("From: a@shop.example\r\nReply-To: b@mail.shop.example\r\n").warnings.empty());
}

TEST_CASE("a domain passes for another by letters of another script or one letter off a known one") {
  const mime::LookAlikes look_alikes(kKnown);
  CHECK(look_alikes.of("n\u043Erthbank.com") == "northbank.com");  // a Cyrillic o
  CHECK(look_alikes.of("northbamk.com") == "northbank.com");
  CHECK(look_alikes.of("northbnak.com") == "northbank.com");
  CHECK(look_alikes.of("pay.northbankk.com") == "northbank.com");
  CHECK(look_alikes.of("n0rthbank.com") == "northbank.com");
  CHECK(look_alikes.of("\u0440\u0430\u0443\u0440\u0430\u0443.com") == "paypay.com");  // all Cyrillic
  CHECK(look_alikes.of("xn--80ak6aa92e.com"));                                        // reads "apple"
  CHECK(look_alikes.of("muller.de") == "m\u00FCller.de");
}

TEST_CASE("honest names are not called look-alikes") {
  const mime::LookAlikes look_alikes(kKnown);
  for (const char* host : {"northbank.com", "www.northbank.com", "m\u00FCller.de", "\u043F\u0440\u0438\u043C\u0435\u0440.com",
                           "\u4F8B\u3048.jp", "b\u00FCcher.example", "southbank.com", "other.example", "192.0.2.1", "[2001:db8::1]",
                           "localhost", "", "-..-", "\u0441\u0430\u0440.\u0440\u0444"}) {
    CAPTURE(host);
    CHECK_FALSE(look_alikes.of(host));
  }
  CHECK(look_alikes.shown("xn--bcher-kva.example") == "b\u00FCcher.example");
  CHECK(look_alikes.shown("xn--80ak6aa92e.com") == "xn--80ak6aa92e.com");
  const api::Why why = why_of("From: pay@xn--nrthbank-nbh.com\r\n", "t\r\n", "");
  REQUIRE(warning(why, "look_alike_domain") != nullptr);
  CHECK(warning(why, "look_alike_domain")->params.at("like") == "northbank.com");
}

TEST_CASE("links are listed with what they show and where they open, the deceptive ones first") {
  const api::Why why = why_of_html(
      "<p><a href='https://shop.example/a'>Our shop</a> <a href=\"https://evil.test/x\">https://northbank.com/login</a> "
      "<a href='https://northbamk.com/'>bank</a> <a href='https://shop.example/a'>again</a> and https://plain.test/path.</p>");
  REQUIRE(why.links.size() == 4);
  CHECK(why.links_total == 4);
  CHECK(why.links[0].host == "northbamk.com");
  CHECK(why.links[0].look_alike);
  CHECK(why.links[1] == api::WhyLink{"https://northbank.com/login", "https://evil.test/x", "evil.test", true, false, 1});
  CHECK(why.links[2] == api::WhyLink{"Our shop", "https://shop.example/a", "shop.example", false, false, 2});
  CHECK(why.links[3].target == "https://plain.test/path");
  REQUIRE(warning(why, "look_alike_link") != nullptr);
  CHECK(warning(why, "look_alike_link")->params.at("like") == "northbank.com");
}

TEST_CASE("links of the text version only add what the other version has not") {
  const api::Why why =
      why_of("From: a@shop.example\r\nContent-Type: multipart/alternative; boundary=b\r\n",
             "--b\r\nContent-Type: text/plain\r\n\r\nSee http://one.test/ (or HTTPS://two.test/x).\r\nhttp://two.test\r\n--b\r\n"
             "Content-Type: text/html\r\n\r\n<a href='http://one.test/'>One</a>\r\n--b--\r\n");
  REQUIRE(why.links.size() == 3);
  CHECK(why.links[0] == api::WhyLink{"One", "http://one.test/", "one.test", false, false, 1});
  CHECK(why.links[1].target == "https://two.test/x");
  CHECK(why.links[2].target == "http://two.test");
}

TEST_CASE("ten thousand links are counted to a bound and fifty are listed") {
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "<a href=http://h" + std::to_string(i) + ".test/>x</a>";
  const api::Why why = why_of_html(html + std::string(20'000, ':') + "//://://");
  CHECK(why.links.size() == 50);
  CHECK(why.links_total == 1000);
  CHECK(why_of_html("<a href='http://h.test/" + std::string(5000, 'a') + "'>x</a>").links.at(0).target.size() == 2000);
}

TEST_CASE("attachments come with their type by content and their hash") {
  const api::Why why = why_of_file("invoice.pdf", "application/octet-stream", std::string(kPdf));
  REQUIRE(why.attachments.size() == 1);
  const api::WhyAttachment& file = why.attachments.front();
  CHECK(file.part == 2);
  CHECK(file.file_name == "invoice.pdf");
  CHECK(file.declared_type == "application/octet-stream");
  CHECK(file.detected_type == "application/pdf");
  CHECK(file.size_bytes == static_cast<std::int64_t>(kPdf.size()));
  CHECK(file.sha256.size() == 64);
  CHECK(file.risk.empty());
  CHECK(why.warnings.empty());
}

TEST_CASE("each risk of a file is told by its content and its name") {
  const std::string pdf(kPdf);
  CHECK(file_risk("setup.exe", "application/octet-stream", program()) == "runs_code");
  CHECK(file_risk("photo.jpg", "image/jpeg", program()) == "runs_code");
  CHECK(file_risk("order.js", "text/plain", "var a = 1;") == "runs_code");
  CHECK(file_risk("order.zip", "application/zip", zip_of("order/Invoice.js")) == "runs_code");
  CHECK(file_risk("order.zip", "application/zip", zip_of("order/readme.txt")).empty());
  CHECK(file_risk("order.zip", "application/zip", zip_of("readme.txt", true)) == "encrypted");
  CHECK(file_risk("sheet.xlsm", "application/octet-stream", zip_of("xl/vbaProject.bin")) == "macro");
  CHECK(file_risk("invoice.pdf.exe", "application/pdf", program()) == "hidden_extension");
  CHECK(file_risk("report.pdf.html", "text/html", "<html></html>") == "hidden_extension");
  CHECK(file_risk("invoice.pdf", "application/pdf", pdf.substr(0, 40) + "/Encrypt 2 0 R" + pdf.substr(40)) == "encrypted");
  CHECK(file_risk("disc.iso", "application/octet-stream", "data") == "disk_image");
  CHECK(file_risk("scan.jpg", "image/jpeg", pdf) == "type_differs");
  CHECK(file_risk("backup.tar.gz", "application/gzip", std::string("\x1F\x8B\x08\0\0\0\0\0\0\3", 10) + "x").empty());
  CHECK(file_risk("notes.txt", "text/plain", "plain words\n").empty());
  CHECK(file_risk("empty.pdf", "application/pdf", "").empty());
  const api::Why renamed = why_of_file("scan.jpg", "image/jpeg", pdf);
  REQUIRE(warning(renamed, "file_type_differs") != nullptr);
  CHECK(warning(renamed, "file_type_differs")->params.at("type") == "application/pdf");
  CHECK(mime::hides_extension("annual\u202Efdp.exe"));
  CHECK_FALSE(mime::hides_extension("v1.2.exe"));
}

TEST_CASE("damaged archives are read as far as they go") {
  const std::string zip = zip_of("a.txt");
  for (std::size_t length = 0; length < zip.size(); ++length)
    (void)mime::look_inside(std::string_view(zip).substr(0, length), "application/zip");
  std::string far = zip;
  for (std::size_t i = 6; i >= 3; --i) far[far.size() - i] = '\xFF';
  CHECK(mime::look_inside(far, "application/zip").names.empty());
  (void)mime::look_inside("Rar!\x1A\x07", "application/x-rar");
  (void)mime::look_inside("7z", "application/x-7z-compressed");
}

}  // namespace pratique::test
