#include "node/ingest/lmtp_server.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "tests/node/lmtp_client.hpp"
#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

using namespace std::chrono_literals;

class TestClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override { return at_ms(kStartMs); }
  [[nodiscard]] base::MonoTime mono_now() const override { return base::MonoTime(0); }
};

struct LmtpFixture : StorageFixture {
  LmtpFixture() {
    REQUIRE(storage->accounts().put_domain({"dest.test", storage::RouteProtocol::Lmtp, "127.0.0.1", 24, 30, 6.0}));
    config.listen = {"127.0.0.1", 0};
    config.max_size_mb = 10;
    start();
  }
  void start(ingest::LmtpServerLimits limits = {}) {
    server.reset();
    server = std::make_unique<ingest::LmtpServer>(config, *storage, clock, log, limits);
    const auto started = server->start();
    if (!started) FAIL(started.error().message);
  }
  std::vector<api::MessageSummary> rows() {
    storage::ListQuery query;
    query.limit = 500;
    query.sort.order = api::SortOrder::Ascending;
    return storage->messages().list(domain::Scope::system(), query)->items;
  }
  std::string bytes_of(const api::MessageSummary& row) {
    return *storage->blobs().get(storage->messages().find(domain::Scope::system(), row.id)->blob_sha256);
  }
  config::LmtpConfig config;
  TestClock clock;
  base::NullLogger log;
  std::unique_ptr<ingest::LmtpServer> server;
};

const std::string kMessage = "From: Ann <ann@example.org>\r\nSubject: Hello\r\n\r\nText\r\n";

}  // namespace

TEST_CASE_METHOD(LmtpFixture, "a message is stored byte for byte with its envelope before it is answered") {
  LmtpClient client(server->port());
  CHECK(client.reply().starts_with("220 "));
  const std::string lhlo = client.say("LHLO postfix.test");
  for (const char* word :
       {"PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE 10485760", "XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE"})
    CHECK(lhlo.find(word) != std::string::npos);
  CHECK(client.say("XFORWARD NAME=mx.example.org ADDR=192.0.2.7 PORT=[UNAVAILABLE]") == "250 2.0.0 Ok");
  CHECK(client.say("XFORWARD PROTO=ESMTP HELO=he+2Blo IDENT=4XYZ SOURCE=REMOTE") == "250 2.0.0 Ok");
  CHECK(client.say("MAIL FROM:<ann@example.org> SIZE=55 BODY=8BITMIME").starts_with("250 2.1.0"));
  CHECK(client.say("RCPT TO:<bob=dest.test@q.internal> NOTIFY=NEVER ORCPT=rfc822;bob@dest.test").starts_with("250 2.1.5"));
  CHECK(client.say("DATA").starts_with("354"));
  client.send(dot_stuffed(kMessage));
  CHECK(client.reply().starts_with("250 2.0.0"));
  const auto all = rows();
  REQUIRE(all.size() == 1);
  CHECK(bytes_of(all[0]) == kMessage);
  CHECK(all[0].recipient == "bob@dest.test");
  CHECK(all[0].envelope_from == "ann@example.org");
  CHECK(all[0].subject == "Hello");
  CHECK(all[0].queue_id == "4XYZ");
  CHECK(all[0].sender_ip == "192.0.2.7");
  CHECK(all[0].sender_host == "mx.example.org");
  CHECK(all[0].helo == "he+lo");
  CHECK(all[0].status == api::Status::Quarantined);
  CHECK(client.say("QUIT").starts_with("221"));
  CHECK(client.reply().empty());
}

TEST_CASE_METHOD(LmtpFixture, "pipelined commands are answered in order, one reply for each accepted recipient") {
  LmtpClient client(server->port());
  client.open();
  client.send(
      "MAIL FROM:<>\r\nRCPT TO:<bob@dest.test>\r\nRCPT TO:<who@elsewhere.test>\r\nRCPT TO:<eve=dest.test@q.internal>\r\nRCPT "
      "TO:<x=nowhere.test@q.internal>\r\nDATA\r\n");
  CHECK(client.reply().starts_with("250 2.1.0"));
  CHECK(client.reply().starts_with("250 2.1.5"));
  CHECK(client.reply().starts_with("550 5.7.1"));
  CHECK(client.reply().starts_with("250 2.1.5"));
  CHECK(client.reply().starts_with("550 5.1.2"));
  CHECK(client.reply().starts_with("354"));
  client.send(dot_stuffed(kMessage) + "NOOP\r\n");
  CHECK(client.reply().starts_with("250 2.0.0 Stored"));
  CHECK(client.reply().starts_with("250 2.0.0 Stored"));
  CHECK(client.reply() == "250 2.0.0 Ok");
  const auto all = rows();
  REQUIRE(all.size() == 2);
  CHECK(all[0].envelope_from.empty());
  CHECK(storage->messages().find(domain::Scope::system(), all[0].id)->blob_sha256 ==
        storage->messages().find(domain::Scope::system(), all[1].id)->blob_sha256);
}

TEST_CASE_METHOD(LmtpFixture, "a conversation cut into single bytes is the same conversation") {
  LmtpClient client(server->port());
  (void)client.reply();
  const std::string all =
      "LHLO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<bob@dest.test>\r\nDATA\r\n" + dot_stuffed("Subject: s\r\n\r\n.\r\n..\r\n") + "QUIT\r\n";
  for (const char c : all) client.send(std::string_view(&c, 1));
  for (const char* expected : {"250-", "250 2.1.0", "250 2.1.5", "354", "250 2.0.0", "221"}) CHECK(client.reply().starts_with(expected));
  CHECK(bytes_of(rows().at(0)) == "Subject: s\r\n\r\n.\r\n..\r\n");
}

TEST_CASE_METHOD(LmtpFixture, "only CR LF dot CR LF ends a message: nothing can be smuggled behind it") {
  LmtpClient client(server->port());
  client.open();
  const std::string tricky = "Subject: s\r\n\r\na\n.\nb\n.\r\nc\r.\rd\r\n.\re\n..\r\n\r\n";
  (void)client.say("MAIL FROM:<a@b.test>");
  (void)client.say("RCPT TO:<bob@dest.test>");
  (void)client.say("DATA");
  client.send(dot_stuffed(tricky) + "QUIT\r\n");
  CHECK(client.reply().starts_with("250 2.0.0"));
  CHECK(client.reply().starts_with("221"));
  REQUIRE(rows().size() == 1);
  CHECK(bytes_of(rows()[0]) == tricky);
}

TEST_CASE_METHOD(LmtpFixture, "the same queue id, bytes and recipient is stored once; a reused queue id loses no mail") {
  const auto send = [this](const std::string& message) {
    LmtpClient client(server->port());
    client.open();
    (void)client.say("XFORWARD IDENT=SHORT");
    (void)client.say("MAIL FROM:<a@b.test>");
    (void)client.say("RCPT TO:<bob@dest.test>");
    (void)client.say("DATA");
    client.send(dot_stuffed(message));
    return client.reply();
  };
  const std::string first = send(kMessage);
  CHECK(first.starts_with("250"));
  CHECK(send(kMessage) == first);
  CHECK(rows().size() == 1);
  CHECK(send("Subject: another\r\n\r\n").starts_with("250"));
  CHECK(rows().size() == 2);
}

TEST_CASE_METHOD(LmtpFixture, "nine megabytes pass, too much is refused at MAIL or after DATA and leaves nothing behind") {
  LmtpClient client(server->port());
  client.open();
  std::string large = "Subject: large\r\n\r\n";
  while (large.size() < 9'000'000) large += std::string(70, 'x') + "\r\n.dots\r\n";
  (void)client.say("MAIL FROM:<a@b.test> SIZE=9000000");
  (void)client.say("RCPT TO:<bob@dest.test>");
  (void)client.say("DATA");
  client.send(dot_stuffed(large));
  CHECK(client.reply().starts_with("250"));
  CHECK(bytes_of(rows().at(0)) == large);

  CHECK(client.say("MAIL FROM:<a@b.test> SIZE=10485761").starts_with("552 5.3.4"));
  CHECK(client.say("MAIL FROM:<a@b.test>").starts_with("250"));
  (void)client.say("RCPT TO:<bob@dest.test>");
  (void)client.say("RCPT TO:<eve@dest.test>");
  (void)client.say("DATA");
  client.send(dot_stuffed(large + large));
  CHECK(client.reply().starts_with("552 5.3.4"));
  CHECK(client.reply().starts_with("552 5.3.4"));
  CHECK(rows().size() == 1);
  CHECK(client.say("MAIL FROM:<a@b.test>").starts_with("250"));
}

TEST_CASE_METHOD(LmtpFixture, "addresses in every script are taken") {
  LmtpClient client(server->port());
  client.open();
  CHECK(client.say("MAIL FROM:<用户@例え.テスト> SMTPUTF8").starts_with("250"));
  CHECK(client.say("RCPT TO:<jörg@dest.test>").starts_with("250"));
  CHECK(client.say("RCPT TO:<\"a b\"@dest.test>").starts_with("250"));
  (void)client.say("DATA");
  client.send(dot_stuffed(kMessage));
  CHECK(client.reply().starts_with("250"));
  CHECK(client.reply().starts_with("250"));
  CHECK(rows().at(0).envelope_from == "用户@xn--r8jz45g.xn--zckzah");
  CHECK(rows().at(0).recipient == "jörg@dest.test");
}

TEST_CASE_METHOD(LmtpFixture, "each mistake has its own enhanced status and the conversation goes on") {
  LmtpClient client(server->port());
  (void)client.reply();
  CHECK(client.say("MAIL FROM:<a@b.test>").starts_with("503 5.5.1"));
  CHECK(client.say("EHLO x").starts_with("500 5.5.1"));
  CHECK(client.say("LHLO").starts_with("501 5.5.4"));
  (void)client.say("LHLO x");
  CHECK(client.say("RCPT TO:<bob@dest.test>").starts_with("503 5.5.1"));
  CHECK(client.say("DATA").starts_with("503 5.5.1"));
  CHECK(client.say("XFORWARD COLOUR=red").starts_with("501 5.5.4"));
  CHECK(client.say("XFORWARD NAME=+ZZ").starts_with("501 5.5.4"));
  CHECK(client.say("MAIL a@b.test").starts_with("501 5.5.4"));
  CHECK(client.say("MAIL FROM:<a@b.test> MAGIC=1").starts_with("555 5.5.4"));
  CHECK(client.say("MAIL FROM:<a@b.test> SIZE=much").starts_with("501 5.5.4"));
  CHECK(client.say("mail from: <a@b.test>").starts_with("250"));
  CHECK(client.say("MAIL FROM:<a@b.test>").starts_with("503 5.5.1"));
  CHECK(client.say("RCPT TO:<not an address>").starts_with("501 5.1.3"));
  CHECK(client.say("RCPT TO:<bob@q.internal>").starts_with("550 5.1.1"));
  CHECK(client.say("DATA").starts_with("503 5.5.1"));
  CHECK(client.say("VRFY bob").starts_with("252"));
  CHECK(client.say("RSET") == "250 2.0.0 Ok");
  CHECK(client.say("RCPT TO:<bob@dest.test>").starts_with("503 5.5.1"));
  CHECK(client.say("BREW coffee").starts_with("500 5.5.1"));
  CHECK(client.say(std::string(10'000, 'x')).starts_with("500 5.5.2"));
  client.send("NOOP\n");
  CHECK(client.reply().starts_with("500 5.5.2"));
  CHECK(client.say("NOOP") == "250 2.0.0 Ok");
  CHECK(rows().empty());
}

TEST_CASE_METHOD(LmtpFixture, "somebody who only makes mistakes is sent away") {
  LmtpClient client(server->port());
  client.open();
  std::string last;
  for (int i = 0; i < 40 && !client.broken(); ++i) {
    const std::string reply = client.say("NONSENSE");
    if (!reply.empty()) last = reply;
  }
  CHECK(client.broken());
}

TEST_CASE_METHOD(LmtpFixture, "recipients beyond the limit are asked to come in another transaction") {
  ingest::LmtpServerLimits limits;
  limits.session.max_recipients = 2;
  start(limits);
  LmtpClient client(server->port());
  client.open();
  (void)client.say("MAIL FROM:<a@b.test>");
  CHECK(client.say("RCPT TO:<a@dest.test>").starts_with("250"));
  CHECK(client.say("RCPT TO:<b@dest.test>").starts_with("250"));
  CHECK(client.say("RCPT TO:<c@dest.test>").starts_with("452 4.5.3"));
}

TEST_CASE_METHOD(LmtpFixture, "connections beyond the limit are told to come later") {
  ingest::LmtpServerLimits limits;
  limits.max_connections = 1;
  start(limits);
  auto first = std::make_unique<LmtpClient>(server->port());
  first->open();
  LmtpClient second(server->port());
  CHECK(second.reply().starts_with("421 4.3.2"));
  (void)first->say("QUIT");
  first.reset();
  for (int i = 0; i < 100; ++i) {
    LmtpClient third(server->port());
    if (third.reply().starts_with("220"))
      SUCCEED();
    else if (i == 99)
      FAIL("the freed place was never given");
    else {
      std::this_thread::sleep_for(20ms);
      continue;
    }
    break;
  }
}

TEST_CASE_METHOD(LmtpFixture, "silence ends a connection") {
  ingest::LmtpServerLimits limits;
  limits.silence = 100ms;
  start(limits);
  LmtpClient client(server->port());
  client.open();
  CHECK(client.reply().starts_with("421 4.4.2"));
}

TEST_CASE_METHOD(LmtpFixture, "stopping tells idle connections at once and lets a message that is coming in end") {
  LmtpClient idle(server->port());
  idle.open();
  LmtpClient busy(server->port());
  busy.open();
  (void)busy.say("MAIL FROM:<a@b.test>");
  (void)busy.say("RCPT TO:<bob@dest.test>");
  (void)busy.say("DATA");
  busy.send("Subject: half");
  std::this_thread::sleep_for(50ms);
  std::thread stopping([this] { server->stop(); });
  CHECK(idle.reply().starts_with("421 4.3.2"));
  busy.send(" and half\r\n\r\nend\r\n.\r\n");
  CHECK(busy.reply().starts_with("250 2.0.0"));
  CHECK(busy.reply().starts_with("421 4.3.2"));
  stopping.join();
  REQUIRE(rows().size() == 1);
  CHECK(rows()[0].subject == "half and half");
}

TEST_CASE_METHOD(LmtpFixture, "a message that never ends does not keep the node from stopping") {
  ingest::LmtpServerLimits limits;
  limits.last_messages = 200ms;
  start(limits);
  LmtpClient client(server->port());
  client.open();
  client.send("MAIL FROM:<a@b.test>\r\nRCPT TO:<bob@dest.test>\r\nDATA\r\n");
  for (int i = 0; i < 3; ++i) (void)client.reply();
  client.send("Subject: never");
  const auto before = std::chrono::steady_clock::now();
  server->stop();
  CHECK(std::chrono::steady_clock::now() - before < 3s);
  CHECK(rows().empty());
}

TEST_CASE_METHOD(LmtpFixture, "when the store cannot be written the sender keeps the message") {
  std::filesystem::remove_all(folder.path() / "data" / "blobs");
  LmtpClient client(server->port());
  client.open();
  (void)client.say("MAIL FROM:<a@b.test>");
  (void)client.say("RCPT TO:<bob@dest.test>");
  (void)client.say("DATA");
  client.send(dot_stuffed(kMessage));
  CHECK(client.reply().starts_with("451 4.3.0"));
  CHECK(rows().empty());
}

TEST_CASE_METHOD(LmtpFixture, "two servers cannot share an address, and the second says which") {
  config::LmtpConfig taken = config;
  taken.listen.port = server->port();
  ingest::LmtpServer second(taken, *storage, clock, log);
  const auto started = second.start();
  REQUIRE_FALSE(started);
  CHECK(started.error().message.find(std::to_string(server->port())) != std::string::npos);
}

}  // namespace pratique::test
