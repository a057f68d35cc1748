// AppFlow with everything around it faked: `app.act(…)` is an intent, `app.settle()` lets the node answer.
#pragma once

#include <algorithm>
#include <string>

#include "client/api/event.hpp"
#include "client/flows/app_flow.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_node.hpp"
#include "tests/support/fake_ports.hpp"
#include "tests/support/fake_transport.hpp"

namespace pratique::test {

struct AppHarness {
  explicit AppHarness(std::int64_t rows, std::string url = "/quarantine")
      : node(clock, rows),
        transport([this](const ports::Request& request) { return node.answer(request); }),
        url_bar(std::move(url)),
        timers(clock),
        flow(flows::Ports{transport, storage, clipboard, downloads, files, given_files, url_bar, timers, localisation, clock},
             [this] { ++changes; }) {
    node.me.id.value = "u1";
    node.me.login = "ann@example.org";
    storage.set(api::kSessionKey, api::encode(api::KeptSession{"good", clock.wall_now() + std::chrono::hours(1)}));
  }
  // Started, signed in, first page there, event stream connected.
  AppHarness& started() {
    flow.start();
    transport.deliver();
    if (transport.has_stream()) transport.stream_head(200);
    return *this;
  }
  template <class I>
  void act(I intent) {
    flow.handle(std::move(intent));
  }
  void settle() { transport.deliver(); }
  void wait_ms(std::int64_t by_ms) {
    timers.advance(by_ms);
    transport.deliver();
  }
  [[nodiscard]] const store::AppState& state() const { return flow.state(); }
  [[nodiscard]] const store::MessageList& list() const { return flow.state().list; }
  [[nodiscard]] std::string subject(std::int64_t rank) const {
    const auto* row = list().row(rank);
    return row != nullptr ? row->subject : std::string();
  }

  ManualClock clock;
  FakeNode node;
  FakeTransport transport;
  FakeStorage storage;
  FakeClipboard clipboard;
  FakeDownloads downloads;
  FakeFileChooser files;
  FakeGivenFiles given_files;
  FakeUrlBar url_bar;
  FakeTimers timers;
  FakeLocalisation localisation;
  int changes = 0;
  flows::AppFlow flow;
};

}  // namespace pratique::test
