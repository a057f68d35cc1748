// The front door of the flows: takes intents and replies, and is the only code that changes AppState.
// Composed by the shell with real ports, by tests with fakes. UI thread only; callbacks never run inside handle().
#pragma once

#include <memory>

#include "client/base/clock.hpp"
#include "client/intents/intent.hpp"
#include "client/ports/given_files.hpp"
#include "client/ports/platform.hpp"
#include "client/ports/transport.hpp"
#include "client/store/app_state.hpp"

namespace pratique::flows {

struct Ports {
  ports::Transport& transport;
  ports::KeyValueStorage& storage;
  ports::Clipboard& clipboard;
  ports::Downloads& downloads;
  ports::FileChooser& files;
  ports::GivenFiles& given_files;
  ports::UrlBar& url_bar;
  ports::Timers& timers;
  ports::Localisation& localisation;
  base::Clock& clock;
};

class AppFlow {
 public:
  // `changed` is called after every change of the state (the shell asks for a frame).
  AppFlow(Ports ports, base::UniqueFunction<void()> changed);
  ~AppFlow();
  AppFlow(const AppFlow&) = delete;
  AppFlow& operator=(const AppFlow&) = delete;

  // Reads URL, look and a kept session; starts loading. Without a session the state is SignedOut.
  void start();
  void handle(intents::Intent intent);
  [[nodiscard]] const store::AppState& state() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pratique::flows
