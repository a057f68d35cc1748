// The small ports as plain memory.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/ports/given_files.hpp"
#include "client/ports/platform.hpp"

namespace pratique::test {

class FakeStorage final : public ports::KeyValueStorage {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    const auto found = values.find(std::string(key));
    return found == values.end() ? std::nullopt : std::optional(found->second);
  }
  void set(std::string_view key, std::string_view value) override { values[std::string(key)] = value; }
  void erase(std::string_view key) override { values.erase(std::string(key)); }
  std::map<std::string, std::string> values;
};

class FakeClipboard final : public ports::Clipboard {
 public:
  void write_text(std::string_view text) override { newest = text; }
  std::string newest;
};

class FakeDownloads final : public ports::Downloads {
 public:
  struct Saved {
    std::string file_name;
    std::string content_type;
    std::string bytes;
  };
  void save(std::string_view file_name, std::string_view content_type, std::string_view bytes) override {
    saved.push_back({std::string(file_name), std::string(content_type), std::string(bytes)});
  }
  // Kept with what was written when it is finished; `dropped` counts those that were not.
  class Part final : public Growing {
   public:
    Part(FakeDownloads& owner, Saved file) : owner_(owner), file_(std::move(file)) {}
    ~Part() override { owner_.dropped += finished_ ? 0 : 1; }
    void append(std::string_view bytes) override { file_.bytes += bytes; }
    void finish() override {
      finished_ = true;
      owner_.saved.push_back(file_);
    }

   private:
    FakeDownloads& owner_;
    Saved file_;
    bool finished_ = false;
  };
  [[nodiscard]] std::unique_ptr<Growing> grow(std::string_view file_name, std::string_view content_type) override {
    return std::make_unique<Part>(*this, Saved{std::string(file_name), std::string(content_type), {}});
  }
  std::vector<Saved> saved;
  int dropped = 0;
};

class FakeFileChooser final : public ports::FileChooser {
 public:
  [[nodiscard]] ports::Pending choose(std::string_view, base::UniqueFunction<void(base::Result<ports::ChosenFile>)> chosen) override {
    struct Waiting final : ports::Pending::Call {};
    waiting = std::move(chosen);
    return ports::Pending(std::make_unique<Waiting>());
  }
  void pick(std::string name, std::string bytes) { std::exchange(waiting, {})(ports::ChosenFile{std::move(name), std::move(bytes)}); }
  base::UniqueFunction<void(base::Result<ports::ChosenFile>)> waiting;
};

// The reader's hand: `drag` and `drop` reach whoever listens.
class FakeGivenFiles final : public ports::GivenFiles {
 public:
  void listen(Listener* wanted) override { listener = wanted; }
  void choose(std::string_view accept) override { chooser = accept; }
  [[nodiscard]] ports::GivenFile keep(std::string_view name, std::string_view bytes) override {
    contents[++newest] = bytes;
    return {newest, std::string(name), static_cast<std::int64_t>(bytes.size())};
  }
  void forget(ports::GivenFileId id) override { contents.erase(id); }
  // False: it is refused.
  bool drop(const std::vector<std::pair<std::string, std::string>>& files) {
    if (listener == nullptr) return false;
    std::vector<ports::GivenFile> given;
    for (const auto& [name, bytes] : files) given.push_back(keep(name, bytes));
    listener->files_given(std::move(given));
    return true;
  }
  Listener* listener = nullptr;
  std::string chooser;                                 // what the dialog was opened for
  std::map<ports::GivenFileId, std::string> contents;  // not forgotten yet
  ports::GivenFileId newest = 0;
};

class FakeUrlBar final : public ports::UrlBar {
 public:
  explicit FakeUrlBar(std::string url) : entries{std::move(url)} {}
  void push(std::string_view url) override {
    entries.resize(at + 1);
    entries.emplace_back(url);
    ++at;
  }
  void replace(std::string_view url) override { entries[at] = url; }
  [[nodiscard]] std::string current() const override { return entries[at]; }
  // What the browser does before it tells the portal.
  std::string step(int by) {
    at = static_cast<std::size_t>(static_cast<int>(at) + by);
    return entries.at(at);
  }
  std::vector<std::string> entries;
  std::size_t at = 0;
};

class FakeLocalisation final : public ports::Localisation {
 public:
  [[nodiscard]] std::string number(std::int64_t value) const override { return std::to_string(value); }
  [[nodiscard]] std::string decimal(double value, int) const override { return std::to_string(value); }
  [[nodiscard]] std::string date(base::WallTime at, DateStyle) const override { return base::format_rfc3339(at); }
  [[nodiscard]] std::string plural(std::int64_t count) const override { return count == 1 ? "one" : "other"; }
  [[nodiscard]] int zone_offset_minutes(base::WallTime) const override { return offset_minutes; }
  int offset_minutes = 60;
};

}  // namespace pratique::test
