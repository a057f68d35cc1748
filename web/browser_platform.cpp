#include "web/browser_platform.hpp"

#include <emscripten/emscripten.h>

#include <utility>

#include "web/gate.hpp"

namespace pratique::web {
namespace {

int length_of(std::string_view text) {
  return static_cast<int>(text.size());
}

class TimerCall final : public ports::Pending::Call {
 public:
  TimerCall(std::int64_t delay_ms, base::UniqueFunction<void()> run) : run_(std::move(run)) {
    pratique_timer_start(this, static_cast<double>(delay_ms));
  }
  ~TimerCall() override { pratique_timer_stop(this); }
  void fire() {  // may destroy *this
    auto run = std::move(run_);
    run();
  }

 private:
  base::UniqueFunction<void()> run_;
};

class GrowingFile final : public ports::Downloads::Growing {
 public:
  explicit GrowingFile(int file) : file_(file) {}
  ~GrowingFile() override { pratique_file_drop(file_); }  // nothing is left of it once it is finished
  void append(std::string_view bytes) override { pratique_file_append(file_, bytes.data(), length_of(bytes)); }
  void finish() override { pratique_file_finish(file_); }

 private:
  int file_;
};

class FileCall final : public ports::Pending::Call {
 public:
  FileCall(std::string_view accept, base::UniqueFunction<void(base::Result<ports::ChosenFile>)> chosen) : chosen_(std::move(chosen)) {
    pratique_choose_file(this, accept.data(), length_of(accept), static_cast<double>(ports::FileChooser::kMaxBytes));
  }
  ~FileCall() override { pratique_choose_file_stop(this); }
  void take(base::Result<ports::ChosenFile> file) {  // may destroy *this
    auto chosen = std::move(chosen_);
    chosen(std::move(file));
  }

 private:
  base::UniqueFunction<void(base::Result<ports::ChosenFile>)> chosen_;
};

}  // namespace

std::optional<std::string> BrowserStorage::get(std::string_view key) const {
  const OwnedText value(pratique_storage_read(key.data(), length_of(key)));
  if (!value.present()) return std::nullopt;
  return value.str();
}
void BrowserStorage::set(std::string_view key, std::string_view value) {
  pratique_storage_write(key.data(), length_of(key), value.data(), length_of(value));
}
void BrowserStorage::erase(std::string_view key) {
  pratique_storage_erase(key.data(), length_of(key));
}

void BrowserClipboard::write_text(std::string_view text) {
  pratique_clipboard_write(text.data(), length_of(text));
}

void BrowserDownloads::save(std::string_view file_name, std::string_view content_type, std::string_view bytes) {
  pratique_save_file(file_name.data(), length_of(file_name), content_type.data(), length_of(content_type), bytes.data(), length_of(bytes));
}

std::unique_ptr<ports::Downloads::Growing> BrowserDownloads::grow(std::string_view file_name, std::string_view content_type) {
  return std::make_unique<GrowingFile>(
      pratique_file_begin(file_name.data(), length_of(file_name), content_type.data(), length_of(content_type)));
}

ports::Pending BrowserFileChooser::choose(std::string_view accept, base::UniqueFunction<void(base::Result<ports::ChosenFile>)> chosen) {
  return ports::Pending(std::make_unique<FileCall>(accept, std::move(chosen)));
}

void BrowserGivenFiles::listen(Listener* listener) {
  if (listener_ == listener) return;
  listener_ = listener;
  pratique_files_listen(listener != nullptr ? this : nullptr);
}
void BrowserGivenFiles::choose(std::string_view accept) {
  pratique_files_choose(accept.data(), length_of(accept));
}
ports::GivenFile BrowserGivenFiles::keep(std::string_view name, std::string_view bytes) {
  const unsigned id = pratique_files_keep(name.data(), length_of(name), bytes.data(), length_of(bytes));
  return {id, std::string(name), static_cast<std::int64_t>(bytes.size())};
}
void BrowserGivenFiles::forget(ports::GivenFileId id) {
  pratique_files_forget(id);
}
void BrowserGivenFiles::take(ports::GivenFile file, bool is_last) {
  taken_.push_back(std::move(file));
  if (is_last && listener_ != nullptr) listener_->files_given(std::exchange(taken_, {}));
}
void BrowserGivenFiles::take_over(int count) {
  if (listener_ != nullptr) listener_->files_dragged(count < 0 ? std::nullopt : std::optional(count));
}

void BrowserUrlBar::push(std::string_view url) {
  pratique_url_set(url.data(), length_of(url), 0);
}
void BrowserUrlBar::replace(std::string_view url) {
  pratique_url_set(url.data(), length_of(url), 1);
}
std::string BrowserUrlBar::current() const {
  return OwnedText(pratique_url_current()).str();
}

ports::Pending BrowserTimers::after(std::int64_t delay_ms, base::UniqueFunction<void()> run) {
  return ports::Pending(std::make_unique<TimerCall>(delay_ms, std::move(run)));
}

base::WallTime BrowserClock::wall_now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}
base::MonoTime BrowserClock::mono_now() const {
  return base::MonoTime(static_cast<std::int64_t>(pratique_now_ms()));
}

// `bytes` is null when the file is too large.
extern "C" EMSCRIPTEN_KEEPALIVE void pratique_on_file(FileCall* call, char* name, char* bytes, int length) {
  const OwnedText owned_name(name);
  const OwnedText owned_bytes(bytes);
  if (!owned_bytes.present()) return call->take(base::fail(base::ErrorCode::TooLarge, "The file is too large"));
  call->take(ports::ChosenFile{owned_name.str(), std::string(bytes, static_cast<std::size_t>(length))});
}

extern "C" EMSCRIPTEN_KEEPALIVE void pratique_on_files_over(BrowserGivenFiles* files, int count) {
  files->take_over(count);
}
extern "C" EMSCRIPTEN_KEEPALIVE void pratique_on_file_given(BrowserGivenFiles* files, unsigned id, double size, char* name, int is_last) {
  files->take({id, OwnedText(name).str(), static_cast<std::int64_t>(size)}, is_last != 0);
}

extern "C" EMSCRIPTEN_KEEPALIVE void pratique_on_timer(TimerCall* timer) {
  timer->fire();
}

}  // namespace pratique::web
