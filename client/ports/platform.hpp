// Small doors to the outside: each is implemented in web/ (and shell/native), faked in tests. UI thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "client/base/unique_function.hpp"
#include "client/ports/transport.hpp"

namespace pratique::ports {

class KeyValueStorage {  // survives a reload; may be unavailable (private mode): then set is ignored and get is empty
 public:
  virtual ~KeyValueStorage() = default;
  [[nodiscard]] virtual std::optional<std::string> get(std::string_view key) const = 0;
  virtual void set(std::string_view key, std::string_view value) = 0;
  virtual void erase(std::string_view key) = 0;
};

class Clipboard {
 public:
  virtual ~Clipboard() = default;
  virtual void write_text(std::string_view text) = 0;
};

class Downloads {
 public:
  virtual ~Downloads() = default;
  virtual void save(std::string_view file_name, std::string_view content_type, std::string_view bytes) = 0;
  // A file that comes in pieces. Nothing is seen of it before finish(); destroying it earlier drops it.
  class Growing {
   public:
    virtual ~Growing() = default;
    virtual void append(std::string_view bytes) = 0;
    virtual void finish() = 0;  // at most once, last
  };
  [[nodiscard]] virtual std::unique_ptr<Growing> grow(std::string_view file_name, std::string_view content_type) = 0;
};

// The reader picks a file of the device. UI thread.
struct ChosenFile {
  std::string name;
  std::string bytes;
};
class FileChooser {
 public:
  virtual ~FileChooser() = default;
  static constexpr std::int64_t kMaxBytes = 8 << 20;
  // Once, later, unless the Pending is gone; nothing comes when the reader picks none. TooLarge above kMaxBytes.
  // `accept` as in HTML: ".csv,text/csv".
  [[nodiscard]] virtual Pending choose(std::string_view accept, base::UniqueFunction<void(base::Result<ChosenFile>)> chosen) = 0;
};

class UrlBar {  // path + query + fragment below the portal's root: "/quarantine?q=…"
 public:
  virtual ~UrlBar() = default;
  virtual void push(std::string_view url) = 0;
  virtual void replace(std::string_view url) = 0;
  [[nodiscard]] virtual std::string current() const = 0;
};

// Wakes the page: `run` is called on the UI thread after `delay_ms`, unless the Pending is gone.
class Timers {
 public:
  virtual ~Timers() = default;
  [[nodiscard]] virtual Pending after(std::int64_t delay_ms, base::UniqueFunction<void()> run) = 0;
};

// The reader's language and zone. Web: Intl; native: ICU.
class Localisation {
 public:
  virtual ~Localisation() = default;
  [[nodiscard]] virtual std::string number(std::int64_t value) const = 0;                  // "1,284"
  [[nodiscard]] virtual std::string decimal(double value, int fraction_digits) const = 0;  // "6.4"
  enum class DateStyle : std::uint8_t {
    Time,
    WeekdayTime,
    DayMonth,
    DayMonthYear,
    Full,
    WeekdayDayMonth,
    TimeSeconds
  };  // 10:21 · Sun 22:14 · 14 Nov · 14 Nov 2026 · Mon 23 Nov 2026, 10:21 · Monday 23 November · 10:21:07
  [[nodiscard]] virtual std::string date(base::WallTime at, DateStyle style) const = 0;
  [[nodiscard]] virtual std::string plural(std::int64_t count) const = 0;      // CLDR category: one, few, many, other …
  [[nodiscard]] virtual int zone_offset_minutes(base::WallTime at) const = 0;  // east of UTC
};

}  // namespace pratique::ports
