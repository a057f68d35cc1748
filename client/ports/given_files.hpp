// Files that the reader drops onto the page, picks or pastes. Their bytes stay with the browser: C++ knows a number, a name and a size, and
// may name one as the body of a request (ports::Request::body_file), so that 30 MB never pass through its memory. UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pratique::ports {

using GivenFileId = std::uint32_t;  // never used again; 0 = none

struct GivenFile {
  GivenFileId id = 0;
  std::string name;  // as the device calls it; any text
  std::int64_t size_bytes = 0;
};

class GivenFiles {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    // So many are held over the page now; 0: the browser does not say how many; nullopt: none any more.
    virtual void files_dragged(std::optional<int> count) = 0;
    virtual void files_given(std::vector<GivenFile> files) = 0;
  };

  virtual ~GivenFiles() = default;
  // Without a listener files that are dropped are refused; the page never leaves for them.
  virtual void listen(Listener* listener) = 0;
  // The device's dialog, for several files; nothing comes when the reader picks none. `accept` as in HTML: ".eml,.msg".
  virtual void choose(std::string_view accept) = 0;
  [[nodiscard]] virtual GivenFile keep(std::string_view name, std::string_view bytes) = 0;
  virtual void forget(GivenFileId id) = 0;
};

}  // namespace pratique::ports
