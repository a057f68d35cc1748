#include "node/http/event_hub.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "node/handlers/events.hpp"

namespace pratique::http {
namespace {

constexpr std::size_t kBufferedMax = 1u << 20;
constexpr base::MonoTime kHeartbeatEvery = std::chrono::seconds(25);
constexpr base::MonoTime kStreamLasts = std::chrono::minutes(50);  // shorter than the server keeps idle connections
constexpr int kTickMs = 1000;
// A burst of arriving mail is read from the outbox a few times a second, not once a message.
constexpr auto kCoalesce = std::chrono::milliseconds(40);

}  // namespace

struct EventHub::Stream {
  int socket = -1;
  handlers::EventSubscription subscription;
  base::UniqueFunction<void()> closed;
  std::string to_send;
  base::MonoTime opened{};
  base::MonoTime last_sent{};
  bool is_over = false;
};

EventHub::EventHub(storage::Storage& storage, const base::Clock& clock, base::Logger& log) : storage_(storage), clock_(clock), log_(log) {}

EventHub::~EventHub() {
  stop();
}

void EventHub::start() {
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  wake_fd_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{.events = EPOLLIN, .data = {.fd = wake_fd_}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_fd_, &event);
  thread_ = std::thread([this] { loop(); });
}

void EventHub::stop() {
  if (!thread_.joinable()) return;
  is_stopping_ = true;
  wake();
  thread_.join();
  ::close(wake_fd_);
  ::close(epoll_);
}

void EventHub::wake() {
  has_events_ = true;
  constexpr std::uint64_t kOne = 1;
  [[maybe_unused]] const auto written = ::write(wake_fd_, &kOne, sizeof kOne);  // full means it is awake
}

void EventHub::open(Opening opening) {
  {
    const std::lock_guard lock(mutex_);
    if (!is_stopping_) {
      new_.push_back(std::move(opening));
      opening.socket = -1;
    }
  }
  if (opening.socket >= 0) {
    ::shutdown(opening.socket, SHUT_RDWR);
    ::close(opening.socket);
    if (opening.closed) opening.closed();
    return;
  }
  wake();
}

void EventHub::adopt_new() {
  std::vector<Opening> arrived;
  {
    const std::lock_guard lock(mutex_);
    arrived.swap(new_);
  }
  for (Opening& opening : arrived) {
    auto stream = std::make_unique<Stream>();
    stream->socket = opening.socket;
    stream->to_send = opening.head + opening.subscription.opening;
    stream->subscription = std::move(opening.subscription);
    stream->closed = std::move(opening.closed);
    stream->opened = stream->last_sent = clock_.mono_now();
    epoll_event event{.events = EPOLLRDHUP, .data = {.fd = stream->socket}};
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, stream->socket, &event) != 0) stream->is_over = true;
    if (!flush(*stream)) stream->is_over = true;
    open_[stream->socket] = std::move(stream);
  }
  streams_ = open_.size();
}

void EventHub::loop() {
  std::array<epoll_event, 64> events{};
  while (!is_stopping_) {
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kTickMs);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      const auto what = events[static_cast<std::size_t>(i)].events;
      if (fd == wake_fd_) {
        std::uint64_t value = 0;
        [[maybe_unused]] const auto got = ::read(wake_fd_, &value, sizeof value);
        continue;
      }
      const auto at = open_.find(fd);
      if (at == open_.end()) continue;
      if ((what & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0 || !flush(*at->second)) at->second->is_over = true;
    }
    adopt_new();
    if (has_events_.exchange(false)) {
      std::this_thread::sleep_for(kCoalesce);
      collect_events();
    }
    tend(clock_.mono_now());
  }
  adopt_new();
  while (!open_.empty()) close(open_.begin());
}

// People have several tabs, and most streams stand at the newest event: the same question is asked once.
void EventHub::collect_events() {
  const auto newest = storage_.jobs().newest_event_id();
  if (!newest) {
    log_.error("events_not_read", {{"message", newest.error().message}});
    has_events_ = true;
    return;
  }
  std::map<std::pair<std::int64_t, std::int64_t>, handlers::EventBatch> asked;
  for (auto& [socket, stream] : open_) {
    handlers::EventSubscription& wanted = stream->subscription;
    if (stream->is_over || wanted.after_id >= *newest) continue;
    const auto key = std::pair(wanted.scope.user_id, wanted.after_id);
    auto found = asked.find(key);
    if (found == asked.end()) {
      auto batch = handlers::events_since(storage_.jobs(), clock_, wanted.scope, wanted.after_id);
      if (!batch) {
        log_.error("events_not_read", {{"message", batch.error().message}});
        continue;
      }
      if (!batch->has_more) batch->last_id = std::max(batch->last_id, *newest);  // nothing of theirs up to here
      found = asked.emplace(key, *std::move(batch)).first;
    }
    wanted.after_id = found->second.last_id;
    if (found->second.has_more) has_events_ = true;
    stream->to_send += found->second.frames;
    if (stream->to_send.size() > kBufferedMax || !flush(*stream)) stream->is_over = true;
  }
  if (has_events_) wake();
}

void EventHub::tend(base::MonoTime now) {
  for (auto at = open_.begin(); at != open_.end();) {
    Stream& stream = *at->second;
    if (!stream.is_over && now - stream.last_sent >= kHeartbeatEvery) {
      const auto session = storage_.accounts().find_session(stream.subscription.token_hash);
      const bool is_gone = session ? session->expires_at <= clock_.wall_now() : session.error().code == base::ErrorCode::NotFound;
      stream.to_send += ": alive\n\n";
      stream.last_sent = now;
      if (is_gone || !flush(stream)) stream.is_over = true;
    }
    if (now - stream.opened >= kStreamLasts) stream.is_over = true;
    const auto here = at++;
    if (here->second->is_over) close(here);
  }
}

bool EventHub::flush(Stream& stream) {
  const bool had_backlog = !stream.to_send.empty();
  while (!stream.to_send.empty()) {
    const auto sent = ::send(stream.socket, stream.to_send.data(), stream.to_send.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      stream.to_send.erase(0, static_cast<std::size_t>(sent));
      stream.last_sent = clock_.mono_now();
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      break;
    } else if (sent < 0 && errno != EINTR) {
      return false;
    }
  }
  if (had_backlog) {
    const bool wants_out = !stream.to_send.empty();
    epoll_event event{.events = EPOLLRDHUP | (wants_out ? static_cast<std::uint32_t>(EPOLLOUT) : 0u), .data = {.fd = stream.socket}};
    epoll_ctl(epoll_, EPOLL_CTL_MOD, stream.socket, &event);
  }
  return true;
}

void EventHub::close(Streams::iterator at) {
  Stream& stream = *at->second;
  epoll_ctl(epoll_, EPOLL_CTL_DEL, stream.socket, nullptr);
  ::shutdown(stream.socket, SHUT_RDWR);  // the framework's descriptor of the same socket sees the end, too
  ::close(stream.socket);
  if (stream.closed) stream.closed();
  open_.erase(at);
  streams_ = open_.size();
}

}  // namespace pratique::http
