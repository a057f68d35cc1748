#include <catch2/catch_test_macros.hpp>

#include "client/base/text.hpp"
#include "node/mime/charset.hpp"
#include "node/mime/header_text.hpp"
#include "node/mime/message.hpp"
#include "node/mime/readable_text.hpp"

namespace pratique::test {
namespace {

using mime::Message;

Message parse(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.replace(at, 1, "\r\n");
  return Message::parse(std::move(text));
}

std::string subject_of(const std::string& raw, const std::string& more = "") {
  return parse("Subject: " + raw + "\n" + more + "\nbody\n").subject();
}

}  // namespace

TEST_CASE("subjects are read in any charset, however they were encoded") {
  CHECK(subject_of("plain") == "plain");
  CHECK(subject_of("=?utf-8?q?Gr=C3=BC=C3=9Fe?=") == "Grüße");
  CHECK(subject_of("=?iso-2022-jp?B?GyRCMnE1RBsoQg==?=") == "会議");
  CHECK(subject_of("=?iso-2022-jp?B?GyRCMnE1RBsoQg==?=\n =?iso-2022-jp?B?GyRCMnE1RBsoQg==?=") ==
        "会議会議");  // [regression] shifts between words
  CHECK(subject_of("=?koi8-r?B?8NLJ18XU?=") == "Привет");
  CHECK(subject_of("=?gb2312?B?xOO6ww==?= tail") == "你好 tail");
  CHECK(subject_of("=?windows-1256?Q?=E3=D1=CD=C8=C7?=") == "مرحبا");
  CHECK(subject_of("=?big5?B?p0GmbiE=?=") == "你好!");
  CHECK(subject_of("=?euc-kr?B?vsiz58fPvLy/5A==?=") == "안녕하세요");
  CHECK(subject_of("=?utf-8?B?44GT44KT?= =?utf-8?B?44Gr44Gh44Gv?=") == "こんにちは");
  CHECK(subject_of("=?utf-8?B?5pel?=\n =?utf-8?B?5pys?=") == "日本");
  CHECK(subject_of("=?utf-8?B?5g==?= =?utf-8?B?l6U=?=") == "日");  // a character cut in two
  CHECK(subject_of("=?iso-8859-1?Q?a?= b =?iso-8859-1?Q?=E9?=") == "a b é");
  CHECK(subject_of("=?iso-8859-1?Q?price_=80?=") == "price €");  // windows-1252 under another name
  CHECK(subject_of("=?utf-8*de?Q?x?=") == "x");
  CHECK(subject_of("=?x-no-such?Q?caf=C3=A9?=") == "café");
  CHECK(subject_of("=?utf-8?Q?a b?=") == "a b");
  CHECK(subject_of("=?utf-8?B?%%%?=").empty());
  CHECK(subject_of("=?utf-8?X?abc?=") == "=?utf-8?X?abc?=");
  CHECK(subject_of("=?utf-8?Q?open") == "=?utf-8?Q?open");
}

TEST_CASE("raw 8-bit subjects are UTF-8, else in the body's charset, else western") {
  CHECK(subject_of("Gr\xc3\xbc\xc3\x9f") == "Grüß");
  CHECK(subject_of("\xcf\xf0\xe8\xe2\xe5\xf2", "Content-Type: text/plain; charset=windows-1251\n") == "Привет");
  CHECK(subject_of("caf\xe9") == "café");
  CHECK(subject_of("\x1b$B2q5D\x1b(B") == "会議");
}

TEST_CASE("a subject never holds control characters or broken UTF-8") {
  CHECK(subject_of("=?utf-8?Q?a=0D=0ABcc:_x=00y=1B[31m=E2=80=A8z?=") == "a Bcc: xy[31mz");
  CHECK(subject_of("=?utf-8?Q?=FF=FE?=") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(base::is_utf8(subject_of("=?utf-16?B?2AA=?=")));
}

TEST_CASE("mailboxes are read from what senders make of them") {
  const auto box = [](const char* raw) { return mime::parse_mailbox(raw, {}); };
  CHECK(box("Ann <ann@Example.ORG>") == api::Mailbox{"Ann", "ann@example.org"});
  CHECK(box("\"Doe, Jane\" <j@x.example>, other@y.example") == api::Mailbox{"Doe, Jane", "j@x.example"});
  CHECK(box("=?utf-8?Q?J=C3=B6rg?= <j@x.example>") == api::Mailbox{"Jörg", "j@x.example"});
  CHECK(box("\"=?utf-8?Q?J=C3=B6rg?=\" <j@x.example>") == api::Mailbox{"Jörg", "j@x.example"});
  CHECK(box("j@x.example (Jane (nested))") == api::Mailbox{"Jane (nested)", "j@x.example"});
  CHECK(box("<j@x.example>") == api::Mailbox{"", "j@x.example"});
  CHECK(box("Bank <b@bank.example> <evil@spam.example>").address == "evil@spam.example");
  CHECK(box("\"a \\\"b\\\"\" <c@d.example>").name == "a \"b\"");
  CHECK(box("undisclosed-recipients:;").address.empty());
  CHECK(box("").address.empty());
  CHECK(box("x@müller.example").address == "x@xn--mller-kva.example");
  CHECK(box("Ann <ann@\r\n example.org>").address == "ann@example.org");
  CHECK(box("<<<>>>@\"\\").name.size() < 20);
}

TEST_CASE("headers come back in order, folds kept, damaged lines skipped") {
  const auto message =
      parse("Received: by a;\n\tMon\nSubject: =?utf-8?Q?=C3=A9?=\nno field here\n continued\nX-Two:\nReceived: b\n\nNot: a header\n");
  const auto fields = message.headers().fields;
  REQUIRE(fields.size() == 4);
  CHECK(fields[0].name == "Received");
  CHECK(fields[0].value == "by a;\n\tMon");
  CHECK(fields[1].value == "é");
  CHECK(fields[2].value.empty());
  CHECK(fields[3].value == "b");
}

TEST_CASE("text is decoded by its charset, and says when that failed") {
  const auto text_of = [](const std::string& type, const std::string& body) {
    return parse("Content-Type: " + type + "\n\n" + body).text();
  };
  CHECK(text_of("text/plain; charset=iso-8859-15", "\xa4 10\n").text == "€ 10\n");
  CHECK_FALSE(text_of("text/plain; charset=iso-8859-15", "\xa4").charset_failed);
  CHECK(text_of("text/plain; charset=shift_jis", "\x89\xef\x8b\x63").text == "会議");
  const auto failed = text_of("text/plain; charset=utf-8", "caf\xe9");
  CHECK(failed.charset_failed);
  CHECK(failed.text == "caf\xEF\xBF\xBD");
  CHECK(text_of("text/plain; charset=x-nonsense", "caf\xc3\xa9").charset_failed);
  CHECK(text_of("text/plain; charset=x-nonsense", "caf\xc3\xa9").text == "café");
  CHECK(text_of("text/plain", "caf\xc3\xa9").text == "café");
  const auto guessed = text_of("text/plain", "caf\xe9");
  CHECK(guessed.text == "café");
  CHECK(guessed.charset_failed);
  CHECK(parse("Content-Type: text/plain; charset=utf-8\n\n\xcf\xf0").text("windows-1251").text == "Пр");
  CHECK(text_of("text/plain", "a\x1b[31mb\x07\n").text == "a[31mb\n");
}

TEST_CASE("flowed text becomes paragraphs again") {
  CHECK(parse("Content-Type: text/plain; format=flowed\n\nOne \ntwo.\n> quoted \n> more\n  stuffed\n-- \nsig\n").text().text ==
        "One two.\n> quoted more\n stuffed\n-- \nsig\n");
  CHECK(mime::unflow("日 \n本\n", mime::DelSp::Yes) == "日本\n");
}

TEST_CASE("of alternatives the plain text is read and the HTML kept") {
  const auto message = parse(
      "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html; "
      "charset=utf-8\n\n<p>rich</p>\n--b--\n");
  CHECK(message.text().text == "plain");
  CHECK(message.html()->html == "<p>rich</p>");
  CHECK(message.has_text());
  CHECK(message.has_html());
  CHECK(message.attachment_names().empty());
  const auto parts = message.parts().parts;
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].content_type == "multipart/alternative");
  CHECK(parts[0].sha256.empty());
  CHECK(parts[2].depth == 1);
  CHECK(parts[2].size_bytes == 11);
}

TEST_CASE("HTML without a text version is read as its visible text") {
  const auto message = parse(
      "Content-Type: text/html\n\n<html><head><title>no</title><style>p{}</style></head><body><div style=\"display:none;\">preheader "
      "junk</div>"
      "<p>Hello&nbsp;<b>Ann</b>,<br>pay <img alt=\"now\" src=x></p><script>evil()</script><span "
      "style='font-size:0px'>hid</span></body></html>");
  CHECK_FALSE(message.has_text());
  CHECK(message.text().text ==
        "Hello\xC2\xA0"
        "Ann,\npay now");
}

TEST_CASE("attachments are counted as people would, and named safely") {
  const auto message = parse(
      "Content-Type: multipart/mixed; boundary=m\n\n"
      "--m\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<img src=cid:i>\n--r\nContent-Type: image/png; "
      "name=logo.png\nContent-ID: <i>\n"
      "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--r--\n"
      "--m\nContent-Type: application/pdf; name*=utf-8''Rechnung%20%C3%BC.pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: "
      "base64\n\nJVBERg==\n"
      "--m\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\n\nx\n"
      "--m\nContent-Type: text/plain; name=\"=?utf-8?B?5pel5pys?=.txt\"\nContent-Disposition: attachment\n\nnot the text\n"
      "--m\nContent-Type: application/pgp-signature\n\nsig\n--m--\n");
  CHECK(message.attachment_names() == std::vector<std::string>{"Rechnung ü.pdf", "passwd", "日本.txt"});
  CHECK_FALSE(message.has_text());
  const auto images = message.inline_images();
  REQUIRE(images.size() == 1);
  CHECK(images[0].content_id == "i");
  CHECK(images[0].bytes == "\x89PNG\r\n\x1a\n");
  const auto pdf = message.part(4);
  REQUIRE(pdf);
  CHECK(pdf->content_type == "application/pdf");
  CHECK(pdf->bytes == "%PDF");
  CHECK(message.parts().parts[4].sha256 == "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027");
  CHECK_FALSE(message.part(0));
  CHECK_FALSE(message.part(99));
  CHECK_FALSE(message.part(-1));
}

TEST_CASE("an embedded message is one attachment whose parts are listed") {
  const auto message = parse(
      "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nsee below\n--m\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: "
      "text/html\n\n<p>inner</p>\n--m--\n");
  CHECK(message.text().text == "see below");
  CHECK(message.attachment_names().size() == 1);
  CHECK(message.parts().parts.size() == 4);
  CHECK_FALSE(message.has_html());
  CHECK(message.part(2)->bytes.starts_with("Subject: inner"));
}

TEST_CASE("broken structure still gives what can be read") {
  CHECK(parse("").text().text.empty());
  CHECK(parse("\n").subject().empty());
  CHECK(parse("just text without header").text().text.size() < 30);
  CHECK(parse("Content-Type: multipart/mixed; boundary=x\n\nno boundary in sight\n").text().text.find("in sight") != std::string::npos);
  CHECK(parse("Content-Type: multipart/mixed\n\nno boundary at all\n").text().text.find("at all") != std::string::npos);
  CHECK(parse("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nunclosed").text().text == "unclosed");
  CHECK(parse("From ann@x Mon Jan  1 00:00:00 2026\nSubject: mbox\n\ntext\n").subject() == "mbox");
  CHECK(parse("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!notbase64!!!").parts().parts.size() == 1);
  CHECK(Message::parse(std::string("Subject: a\0b\r\n\r\nx\0y", 19)).subject() == "ab");
}

TEST_CASE("hostile depth and number of parts cost little and crash nothing") {
  std::string deep = "Subject: deep\n";
  for (int i = 0; i < 5000; ++i)
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  deep += "\nbottom\n";
  const auto nested = parse(deep);
  CHECK(nested.subject() == "deep");
  CHECK(nested.parts().parts.size() <= static_cast<std::size_t>(mime::kDepthRead) + 2);

  std::string forwards = "Subject: top\n";
  for (int i = 0; i < 5000; ++i) forwards += "Content-Type: message/rfc822\n\n";
  CHECK(parse(forwards).parts().parts.size() <= static_cast<std::size_t>(mime::kDepthRead) + 2);

  std::string wide = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 20000; ++i) wide += "--b\n\nx\n";
  CHECK(parse(wide).parts().parts.size() == static_cast<std::size_t>(mime::kPartsRead));

  std::string html = "Content-Type: text/html\n\n";
  for (int i = 0; i < 50000; ++i) html += "<div><b>";
  CHECK(parse(html + "end").text().text.size() < 100);

  std::string fields;
  for (int i = 0; i < 10000; ++i) fields += "X-A: b\n";
  CHECK(parse(fields + "\n").headers().fields.size() == mime::kHeadersRead);
  CHECK(parse("Subject: " + std::string(3'000'000, 'x') + "\n\n").subject().size() <= mime::kHeaderBytesRead);
}

TEST_CASE("a snippet is one short line without the filler of preheaders") {
  CHECK(mime::snippet_of("  Hello \n\n world\t") == "Hello world");
  CHECK(mime::snippet_of("a\xE2\x80\x8C \xC2\xA0\xE2\x80\x8C \xCD\x8F b") == "a b");
  CHECK(mime::snippet_of("می‌خواهم") == "می‌خواهم");  // the joiner inside a word stays
  CHECK(base::count_code_points(mime::snippet_of(std::string(500, 'x'))) == 200);
  std::string cjk;
  for (int i = 0; i < 300; ++i) cjk += "会";
  CHECK(base::count_code_points(mime::snippet_of(cjk)) == 200);
  CHECK(mime::snippet_of("\xE2\x80\xAE"
                         "evil") == "evil");
}

TEST_CASE("dates are read, or absent") {
  CHECK(parse("Date: Sun, 22 Nov 2026 13:02:51 +0100\n\n").date() == base::parse_rfc3339("2026-11-22T12:02:51Z").value());
  CHECK_FALSE(parse("Subject: x\n\n").date());
}

}  // namespace pratique::test
