// Listens for LMTP and holds one thread per connection. stop() lets messages that are being received end, for at most five
// seconds; idle connections are told 421 at once. Errors of start(): Unavailable, naming the address.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/config/config.hpp"
#include "node/ingest/event_intake.hpp"
#include "node/ingest/intake.hpp"
#include "node/ingest/lmtp_session.hpp"

namespace pratique::ingest {

struct LmtpServerLimits {
  std::size_t max_connections = 100;                                  // more are told 421
  std::chrono::milliseconds silence = std::chrono::minutes(5);        // RFC 5321 §4.5.3.2
  std::chrono::milliseconds last_messages = std::chrono::seconds(5);  // how long stop() waits for them
  LmtpLimits session;                                                 // max_message_bytes is taken from the configuration
};

class LmtpServer {
 public:
  // All outlive the server.
  LmtpServer(const config::LmtpConfig& config, storage::Storage& storage, const base::Clock& clock, base::Logger& log,
             LmtpServerLimits limits = {}, const config::MailFlowConfig& mail_flow = {}, const config::ReportConfig& report = {});
  ~LmtpServer();  // stops
  LmtpServer(const LmtpServer&) = delete;
  LmtpServer& operator=(const LmtpServer&) = delete;

  void on_release(std::function<void()> wake) { intake_.on_release(std::move(wake)); }  // before start(); see Intake
  void report_to(reports::ReportService* service) { reports_.report_to(service); }      // before start(); see ReportIntake
  [[nodiscard]] base::Result<void> start();
  void stop();
  [[nodiscard]] const EventIntake& events() const { return events_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }  // the real one, when 0 was asked for

 private:
  void accept_connections();
  void serve(int socket);
  void converse(int socket);

  config::LmtpConfig config_;
  LmtpServerLimits limits_;
  base::Logger& log_;
  Intake intake_;
  EventIntake events_;
  ReportIntake reports_;
  std::string host_name_;
  int listener_ = -1;
  int wake_[2] = {-1, -1};  // a pipe that becomes readable when the server stops
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread acceptor_;
  std::mutex mutex_;
  std::condition_variable all_gone_;
  std::size_t connections_ = 0;
};

}  // namespace pratique::ingest
