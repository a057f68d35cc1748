// The small ports of client/ports/platform.hpp by the browser: storage, clipboard, downloads, URL bar, timers and clock.
// Nothing fails: a service that the browser refuses (private mode, no permission) is a no-op. UI thread.
#pragma once

#include "client/ports/given_files.hpp"
#include "client/ports/platform.hpp"

namespace pratique::web {

// localStorage; a key that the page keeps for this tab only (a session without "stay signed in") is read and replaced in sessionStorage.
class BrowserStorage final : public ports::KeyValueStorage {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override;
  void set(std::string_view key, std::string_view value) override;
  void erase(std::string_view key) override;
};

class BrowserClipboard final : public ports::Clipboard {
 public:
  void write_text(std::string_view text) override;
};

class BrowserDownloads final : public ports::Downloads {
 public:
  void save(std::string_view file_name, std::string_view content_type, std::string_view bytes) override;
  [[nodiscard]] std::unique_ptr<Growing> grow(std::string_view file_name, std::string_view content_type) override;
};

// The browser's own dialog. It opens only shortly after a click or key, which is when readers ask for it.
class BrowserFileChooser final : public ports::FileChooser {
 public:
  [[nodiscard]] ports::Pending choose(std::string_view accept, base::UniqueFunction<void(base::Result<ports::ChosenFile>)> chosen) override;
};

// The files are the page's (web/given_files.js); here are their numbers.
class BrowserGivenFiles final : public ports::GivenFiles {
 public:
  void listen(Listener* listener) override;
  void choose(std::string_view accept) override;
  [[nodiscard]] ports::GivenFile keep(std::string_view name, std::string_view bytes) override;
  void forget(ports::GivenFileId id) override;
  void take(ports::GivenFile file, bool is_last);  // from the page
  void take_over(int count);

 private:
  Listener* listener_ = nullptr;
  std::vector<ports::GivenFile> taken_;  // given together, so far
};

class BrowserUrlBar final : public ports::UrlBar {
 public:
  void push(std::string_view url) override;
  void replace(std::string_view url) override;
  [[nodiscard]] std::string current() const override;
};

class BrowserTimers final : public ports::Timers {
 public:
  [[nodiscard]] ports::Pending after(std::int64_t delay_ms, base::UniqueFunction<void()> run) override;
};

class BrowserClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override;
  [[nodiscard]] base::MonoTime mono_now() const override;
};

}  // namespace pratique::web
