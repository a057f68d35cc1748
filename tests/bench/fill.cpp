// Fills a node's store with deliveries of one domain as a busy mail server would have left them: 120 days, a thousand mailboxes of which
// one has a large share, all classes, waves, words. The same seed gives the same rows. Through the storage API only; the node must not
// be serving.
//   bench_fill DATA_DIR ROWS [DOMAIN [BIG_MAILBOX [LOG_PERCENT]]]        prints one JSON object
// LOG_PERCENT of the rows are ones that only the delivery log knows, of all its statuses; 0 unless given.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "client/base/text.hpp"
#include "node/commands/system_clock.hpp"
#include "node/storage/storage.hpp"

namespace {

using namespace pratique;

constexpr std::int64_t kDays = 120;
constexpr std::size_t kBatch = 1000;  // deliveries of one transaction
constexpr std::size_t kMailboxes = 1000;
constexpr double kBigShare = 0.35;  // of one mailbox
constexpr std::size_t kWords = 6000;
constexpr std::size_t kSenders = 20'000;
constexpr std::size_t kSenderDomains = 2500;
constexpr std::size_t kBlobs = 64;

// SplitMix64: small, and the same on every platform, unlike the distributions of <random>.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  double share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(share() * static_cast<double>(count)); }
  // Few are common, most are rare, as words and senders are.
  std::size_t often_low(std::size_t count) { return static_cast<std::size_t>(std::pow(static_cast<double>(count), share())) - 1; }

 private:
  std::uint64_t state_;
};

std::vector<std::string> made_up_words(Chance& chance) {
  static constexpr std::array<std::string_view, 24> kSyllables{"ka", "lo",  "mi", "ter", "ra", "ven", "so",  "pel",
                                                               "un", "dra", "fi", "gor", "ha", "nes", "ti",  "bru",
                                                               "al", "ce",  "do", "eb",  "zu", "quo", "yst", "pra"};
  // Those that the queries of the bench look for come first, so they are common.
  std::vector<std::string> words{"invoice", "payment",    "parcel",  "account", "delivery",
                                 "offer",   "newsletter", "meeting", "harbour", "lantern"};
  while (words.size() < kWords) {
    std::string word;
    for (std::size_t i = 2 + chance.below(3); i > 0; --i) word += kSyllables[chance.below(kSyllables.size())];
    words.push_back(std::move(word));
  }
  return words;
}

struct Kind {
  api::MessageClass message_class;
  double share;
  double score;
  std::string_view reason;
};
constexpr std::array<Kind, 9> kKinds{{{api::MessageClass::Spam, 0.50, 11, "content_score"},
                                      {api::MessageClass::Bulk, 0.18, 7, "bulk_mail"},
                                      {api::MessageClass::Phish, 0.10, 15, "link_mismatch"},
                                      {api::MessageClass::Unsure, 0.08, 6.2, "content_score"},
                                      {api::MessageClass::Policy, 0.05, 6.5, "attachment_type"},
                                      {api::MessageClass::Virus, 0.03, 20, "virus"},
                                      {api::MessageClass::BlockList, 0.03, 9, "sender_blocked"},
                                      {api::MessageClass::Error, 0.02, 3, "rate_limit"},
                                      {api::MessageClass::Unknown, 0.01, 5, "content_score"}}};

struct Fate {
  api::Status status;
  double share;
  std::string_view reason;
  std::string_view reply;
};
constexpr std::array<Fate, 7> kFates{{{api::Status::Delivered, 0.66, "", "250 2.0.0 Ok: queued as 4fXyz"},
                                      {api::Status::Rejected, 0.12, "recipient_unknown", "550 5.1.1 User unknown"},
                                      {api::Status::Rejected, 0.09, "dnsbl", "554 5.7.1 blocked using a list"},
                                      {api::Status::Tempfailed, 0.06, "greylisted", "451 4.7.1 Try again later"},
                                      {api::Status::Bounced, 0.04, "mailbox_full", "552 5.2.2 Mailbox full"},
                                      {api::Status::Deferred, 0.02, "destination_down", "connect: Connection refused"},
                                      {api::Status::Accepted, 0.01, "", ""}}};

class Generator {
 public:
  Generator(std::int64_t rows, std::string domain, std::string big_mailbox, std::vector<std::string> blobs, base::WallTime now,
            double log_share)
      : rows_(rows),
        domain_(std::move(domain)),
        big_mailbox_(std::move(big_mailbox)),
        blobs_(std::move(blobs)),
        now_(now),
        log_share_(log_share),
        words_(made_up_words(chance_)) {}

  storage::NewDelivery make(std::int64_t number) {
    storage::NewDelivery made;
    api::MessageSummary& m = made.summary;
    made.ident = "fill" + std::to_string(number);
    made.blob_sha256 = blobs_[chance_.below(blobs_.size())];
    made.has_text = true;
    m.recipient = chance_.share() < kBigShare ? big_mailbox_ : "berth" + std::to_string(chance_.often_low(kMailboxes)) + "@" + domain_;
    m.received_at = now_ - std::chrono::milliseconds((rows_ - number) * (kDays * 86'400'000 / rows_) +
                                                     static_cast<std::int64_t>(chance_.share() * 60'000));
    m.status_at = m.received_at;
    m.queue_id = made.ident;
    m.message_id = made.ident + "@mail.example";
    judge(m);
    write(made);
    if (chance_.share() < log_share_) log_only(made);
    return made;
  }

 private:
  void judge(api::MessageSummary& m) {
    double share = chance_.share();
    const auto kind = std::ranges::find_if(kKinds, [&share](const Kind& one) { return (share -= one.share) < 0; });
    const Kind& chosen = kind == kKinds.end() ? kKinds.back() : *kind;
    m.message_class = chosen.message_class;
    m.reason_code = chosen.reason;
    m.score = std::round((chosen.score + (chance_.share() - 0.3) * 8) * 100) / 100;
    m.threshold = 6;
    const double fate = chance_.share();
    m.status = fate < 0.84 ? api::Status::Quarantined : fate < 0.92 ? api::Status::Removed : api::Status::Released;
    m.seen = m.status != api::Status::Quarantined || chance_.share() < 0.3;
    m.worth_a_look = chance_.share() < 0.004;
    m.size_bytes = 1500 + static_cast<std::int64_t>(std::pow(10, chance_.share() * 4));
    m.attachment_count = chance_.share() < 0.15 ? 1 : 0;
    m.has_attachments = m.attachment_count > 0;
  }

  // As the mail log and the filter's event would have left it: no bytes, no words of the text.
  void log_only(storage::NewDelivery& made) {
    api::MessageSummary& m = made.summary;
    double share = chance_.share();
    const auto fate = std::ranges::find_if(kFates, [&share](const Fate& one) { return (share -= one.share) < 0; });
    const Fate& chosen = fate == kFates.end() ? kFates.back() : *fate;
    made.blob_sha256.clear();
    made.search_text.clear();
    made.has_text = false;
    m.status = chosen.status;
    m.message_class = chosen.reason.empty() ? api::MessageClass::NotSpam : api::MessageClass::Policy;
    m.reason_code = chosen.reason;
    m.score = std::round(chance_.share() * 600) / 100;
    m.seen = true;
    m.worth_a_look = m.has_attachments = false;
    m.attachment_count = 0;
    m.snippet.clear();
    m.wave.id.clear();
    m.smtp_reply = chosen.reply;
    m.delivery.reply = chosen.reply;
  }

  std::string text(std::size_t words) {
    std::string out;
    for (std::size_t i = 0; i < words; ++i) out += (i == 0 ? "" : " ") + words_[chance_.often_low(kWords)];
    return out;
  }

  void write(storage::NewDelivery& made) {
    api::MessageSummary& m = made.summary;
    std::size_t sender = chance_.often_low(kSenders);
    // A third comes in waves: the same sender, subject and words, again and again.
    if (chance_.share() < 0.33) {
      if (wave_left_ == 0) {
        wave_left_ = 5 + chance_.often_low(3000);
        wave_sender_ = sender;
        wave_subject_ = text(5);
        wave_text_ = text(60);
        ++wave_;
      }
      --wave_left_;
      sender = wave_sender_;
      m.wave.id = "fill-wave-" + std::to_string(wave_);
      m.subject = wave_subject_;
      made.search_text = wave_text_;
    } else {
      m.subject = text(3 + chance_.below(6));
      made.search_text = text(30 + chance_.below(60));
    }
    const std::string sender_domain = words_[sender % kSenderDomains] + std::to_string(sender % kSenderDomains) + ".example";
    m.header_from = {words_[sender % kWords] + " " + words_[(sender * 7) % kWords],
                     words_[sender % kWords] + std::to_string(sender) + "@" + sender_domain};
    m.envelope_from = "bounce-" + std::to_string(sender) + "@" + sender_domain;
    m.sender_ip = "198.51." + std::to_string(sender % 256) + "." + std::to_string(sender / 256 % 256);
    m.sender_host = "mx." + sender_domain;
    m.helo = m.sender_host;
    m.snippet = std::string(base::first_code_points(made.search_text, 200));
    made.why.verdict_code = m.reason_code;
  }

  std::int64_t rows_;
  std::string domain_;
  std::string big_mailbox_;
  std::vector<std::string> blobs_;
  base::WallTime now_;
  double log_share_;
  Chance chance_{20261122};
  std::vector<std::string> words_;
  std::size_t wave_ = 0;
  std::size_t wave_left_ = 0;
  std::size_t wave_sender_ = 0;
  std::string wave_subject_;
  std::string wave_text_;
};

base::Result<void> fill(const char* folder, std::int64_t rows, const std::string& domain, const std::string& big_mailbox,
                        double log_share) {
  TRY(const auto store, storage::open_sqlite_storage(folder, storage::OpenFor::Serving));
  const commands::SystemClock clock;
  std::vector<std::string> blobs;
  for (std::size_t i = 0; i < kBlobs; ++i) {
    TRY(std::string hash,
        store->blobs().put("From: sender@example.org\r\nSubject: stand-in " + std::to_string(i) + "\r\n\r\nOne of the bench.\r\n"));
    blobs.push_back(std::move(hash));
  }
  Generator generator(rows, domain, big_mailbox, std::move(blobs), clock.wall_now(), log_share);
  const base::MonoTime started = clock.mono_now();
  std::vector<storage::NewDelivery> batch;
  for (std::int64_t number = 0; number < rows; ++number) {
    batch.push_back(generator.make(number));
    if (batch.size() < kBatch && number + 1 < rows) continue;
    TRY_VOID(store->messages().insert(batch).transform([](const auto&) {}));
    batch.clear();
    if ((number + 1) % 50'000 == 0)
      std::fprintf(stderr, "fill: %lld rows, %lld s\n", static_cast<long long>(number + 1),
                   static_cast<long long>((clock.mono_now() - started).count() / 1000));
  }
  const double secs = static_cast<double>((clock.mono_now() - started).count()) / 1000;
  std::printf("{\"rows\": %lld, \"secs\": %.1f, \"rows_per_s\": %.0f}\n", static_cast<long long>(rows), secs,
              static_cast<double>(rows) / secs);
  return {};
}

}  // namespace

int main(int count, char** words) {
  const auto rows = count >= 3 ? base::parse_integer(words[2]) : std::nullopt;
  if (!rows || *rows < 1 || sodium_init() < 0) {
    std::fprintf(stderr, "bench_fill DATA_DIR ROWS [DOMAIN [BIG_MAILBOX [LOG_PERCENT]]]\n");
    return 2;
  }
  const auto log_percent = count >= 6 ? base::parse_integer(words[5]) : std::nullopt;
  const std::string domain = count >= 4 ? words[3] : "demo.example";
  const auto filled =
      fill(words[1], *rows, domain, count >= 5 ? words[4] : "frida@" + domain, static_cast<double>(log_percent.value_or(0)) / 100);
  if (filled) return 0;
  std::fprintf(stderr, "bench_fill: %s (%s)\n", filled.error().message.c_str(), filled.error().detail.c_str());
  return 1;
}
