// Real messages from many mail programs and spammers: $PRATIQUE_MAIL_CORPUS is a folder of .eml files.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "client/base/text.hpp"
#include "node/ingest/lmtp_server.hpp"
#include "node/mime/analysis.hpp"
#include "tests/node/lmtp_client.hpp"
#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> files;
  const char* folder = std::getenv("PRATIQUE_MAIL_CORPUS");
  if (folder == nullptr || *folder == '\0') return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".eml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

void exercise(const std::string& bytes) {
  const auto message = mime::Message::parse(bytes);
  const auto analysis = mime::analyse(message, {"a@b.test", "192.0.2.1", 6.0});
  const auto& summary = analysis.summary;
  for (const std::string* text :
       {&summary.subject, &summary.snippet, &summary.header_from.name, &summary.header_from.address, &summary.message_id}) {
    REQUIRE(base::is_utf8(*text));
    REQUIRE(base::to_one_line(*text) == *text);
  }
  REQUIRE(base::count_code_points(summary.snippet) <= 200);
  REQUIRE(base::is_utf8(message.text().text));
  if (const auto html = message.html()) REQUIRE(base::is_utf8(html->html));
  for (const auto& field : message.headers().fields) REQUIRE(base::is_utf8(field.value));
  for (const auto& part : message.parts().parts) {
    const auto content = message.part(part.number);
    REQUIRE(content.has_value() == !part.sha256.empty());
    if (content) REQUIRE(static_cast<std::int64_t>(content->bytes.size()) == part.size_bytes);
  }
  (void)message.inline_images();
  (void)message.date();
}

class TestClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override { return at_ms(kStartMs); }
  [[nodiscard]] base::MonoTime mono_now() const override { return base::MonoTime(0); }
};

// Nothing of LMTP changes a message but a missing line end at its end, which DATA cannot express.
std::string as_transported(std::string bytes) {
  if (!bytes.ends_with("\r\n")) bytes += "\r\n";
  return bytes;
}

}  // namespace

TEST_CASE("every message of the corpus is read, and comes back from LMTP byte for byte") {
  const auto files = corpus();
  if (files.empty()) SKIP("PRATIQUE_MAIL_CORPUS names no folder of .eml files");
  StorageFixture store;
  REQUIRE(store.storage->accounts().put_domain({"dest.test", storage::RouteProtocol::Lmtp, "127.0.0.1", 24, 30, 6.0}));
  config::LmtpConfig config;
  config.listen = {"127.0.0.1", 0};
  const TestClock clock;
  base::NullLogger log;
  ingest::LmtpServer server(config, *store.storage, clock, log);
  REQUIRE(server.start());
  LmtpClient client(server.port());
  client.open();
  for (const auto& file : files) {
    CAPTURE(file.string());
    const std::string bytes = read(file);
    exercise(bytes);
    (void)client.say("XFORWARD IDENT=" + std::to_string(&file - files.data()));
    (void)client.say("MAIL FROM:<a@b.test>");
    (void)client.say("RCPT TO:<bob@dest.test>");
    (void)client.say("DATA");
    client.send(dot_stuffed(bytes));
    const std::string answer = client.reply();
    REQUIRE(answer.starts_with("250 2.0.0 Stored as "));
    const auto found = store.storage->messages().find(domain::Scope::system(), {answer.substr(20)});
    REQUIRE(found);
    REQUIRE(store.storage->blobs().get(found->blob_sha256).value() == as_transported(bytes));
  }
}

TEST_CASE("mutated messages are read without a crash") {
  std::vector<std::string> seeds{
      "From: =?utf-8?Q?J=C3=B6rg?= <j@x.example>\r\nSubject: =?iso-2022-jp?B?GyRCMnE1RBsoQg==?=\r\nContent-Type: multipart/mixed; "
      "boundary=\"b\"\r\nX-Spamd-Result: default: True [7.90 / 15.00];\r\n\t"
      "BAYES_SPAM(5.10)[100.00%];\r\n\tPHISHING(4.00)[a->b]\r\nAuthentication-Results: mx; dkim=pass "
      "header.d=x.example\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n"
      "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\nHello=20\r\nw=C3=B6rld\r\n--c\r\nContent-Type: text/html; charset=gb2312\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nPGh0bWw+PGJvZHk+PHA+xOO6wzwvcD48L2JvZHk+PC9odG1sPg==\r\n--c--\r\n--b\r\nContent-Type: "
      "application/pdf; name*0*=utf-8''a%20; name*1*=b.pdf\r\n"
      "Content-Disposition: attachment\r\nContent-ID: <i@x>\r\n\r\n%PDF\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: "
      "inner\r\n\r\ninner\r\n--b--\r\n",
      "Subject: x\r\nContent-Type: text/html\r\n\r\n<div style=\"display:none\">a</div><table><tr><td><a "
      "href=\"http://evil.example\">http://bank.example</a><img src=http://x/y>"};
  const auto files = corpus();
  for (std::size_t i = 0; i < files.size(); i += 9) seeds.push_back(read(files[i]).substr(0, 20'000));
  const char* rounds_text = std::getenv("PRATIQUE_FUZZ_ROUNDS");
  const int rounds = rounds_text == nullptr ? 150 : std::atoi(rounds_text);
  static constexpr std::string_view kPieces[] = {"=?",
                                                 "?=",
                                                 "\r\n\r\n",
                                                 "--b",
                                                 "\0",
                                                 "\xff",
                                                 "<",
                                                 ">",
                                                 "\"",
                                                 "(",
                                                 ";",
                                                 "charset=utf-7",
                                                 "charset=",
                                                 "\r\n ",
                                                 "[",
                                                 "=",
                                                 "message/rfc822",
                                                 "multipart/mixed",
                                                 "base64"};
  std::mt19937 random(20261122);  // the same mutations on every run
  const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (int round = 0; round < rounds; ++round) {
    std::string bytes = seeds[static_cast<std::size_t>(round) % seeds.size()];
    for (std::size_t changes = 1 + below(12); changes > 0; --changes) {
      const std::size_t at = below(bytes.size());
      switch (below(5)) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, below(40));
          break;
        case 2:
          bytes.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 3:
          bytes.insert(at, bytes.substr(below(bytes.size()), below(200)));
          break;
        default:
          bytes.resize(at + 1);
      }
      if (bytes.empty()) bytes = "x";
    }
    CAPTURE(round);
    exercise(bytes);
  }
}

}  // namespace pratique::test
