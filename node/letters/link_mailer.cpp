#include "node/letters/link_mailer.hpp"

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/letters/login_letter.hpp"
#include "node/mime/compose.hpp"
#include "node/release/hand_over.hpp"

namespace pratique::letters {
namespace {

using base::ErrorCode;

constexpr std::size_t kWaitingMax = 200;
constexpr int kThreads = 2;
// Somebody else's mailbox is not to be filled from here.
constexpr auth::ThrottleRule kLoginRule{.free_tries = 3, .longest_wait_secs = 900};
constexpr auth::ThrottleRule kAddressRule{.free_tries = 10, .longest_wait_secs = 900};

}  // namespace

LinkMailer::LinkMailer(LinkMailerOptions options, auth::Authenticator& authenticator, storage::Storage& storage, const base::Clock& clock,
                       base::Logger& log)
    : options_(std::move(options)),
      authenticator_(authenticator),
      storage_(storage),
      clock_(clock),
      log_(log),
      by_login_(kLoginRule, clock),
      by_address_(kAddressRule, clock) {
  while (options_.public_url.ends_with('/')) options_.public_url.pop_back();
}

void LinkMailer::start() {
  if (options_.public_url.empty()) return;
  for (int i = 0; i < kThreads; ++i) threads_.emplace_back([this] { loop(); });
}

void LinkMailer::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

base::Result<void> LinkMailer::ask(WantedLink wanted) {
  if (options_.public_url.empty()) return base::fail(ErrorCode::Refused, "Links by mail are not set up on this server");
  const auto wait = [](std::int64_t secs) {
    base::Error error{.code = ErrorCode::Throttled, .message = "Too many links were asked for. Wait a little and try again"};
    error.retry_after_secs = secs;
    return std::unexpected(std::move(error));
  };
  if (const auto secs = by_address_.charge(auth::throttle_key_of(wanted.client_ip)); secs > 0) return wait(secs);
  if (const auto secs = by_login_.charge(base::to_lower_ascii(wanted.login)); secs > 0) return wait(secs);
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kWaitingMax) return base::fail(ErrorCode::Unavailable, "The server is busy. Try again in a moment");
    waiting_.push_back(std::move(wanted));
  }
  ready_.notify_one();
  return {};
}

void LinkMailer::loop() {
  for (;;) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
    if (is_stopping_) return;
    const WantedLink wanted = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    // A name that nobody has is no event: it may be a password in the wrong field.
    if (const auto sent = send(wanted); !sent && sent.error().code != ErrorCode::NotFound)
      log_.warning("link_not_sent", {{"message", sent.error().message}, {"detail", sent.error().detail}});
  }
}

// Where the brand has a name of its own the link leads there: it is the portal that its readers know.
std::string LinkMailer::address_of(const api::NewBrand& brand) const {
  const bool has_own = options_.public_url.starts_with("https://") && !brand.hostnames.empty();
  return has_own ? "https://" + brand.hostnames.front() : options_.public_url;
}

base::Result<void> LinkMailer::send(const WantedLink& wanted) {
  TRY(const auth::Authenticator::LinkMade made, authenticator_.make_link(wanted.login, wanted.client_ip));
  const std::string& mailbox = made.user.addresses.front();
  TRY(const domain::Address address, domain::parse_address(mailbox));
  TRY(const storage::Domain domain, storage_.accounts().find_domain(address.domain));
  const std::string& language = made.user.settings.language.empty() ? wanted.language : made.user.settings.language;
  // In the fragment the token never leaves the browser: not to a proxy's log, not in a Referer.
  TRY(const storage::StoredBrand stored, storage_.brands().of_domain(domain.name));
  const std::string url = address_of(stored.brand) + "/#link=" + made.token;
  const std::string message =
      mime::compose(stored.id == 0 ? login_letter(language, "postmaster@" + domain.name, mailbox, url, clock_.wall_now())
                                   : branded_login_letter(stored.brand, language, mailbox, url, clock_.wall_now()));
  const release::Destination destination{
      .protocol = domain.protocol == storage::RouteProtocol::Smtp ? release::Protocol::Smtp : release::Protocol::Lmtp,
      .host = domain.host,
      .port = domain.port,
      .helo_name = options_.helo_name,
      .timeout = options_.timeout};
  const release::HandOver outcome = release::hand_over(destination, {.sender = {}, .recipient = mailbox}, message);
  if (outcome.verdict == release::Verdict::Delivered) return {};
  return base::fail(ErrorCode::Unavailable, "The destination server did not take a sign-in link", {}, outcome.reply);
}

}  // namespace pratique::letters
