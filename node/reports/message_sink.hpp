// Where the readers of single formats put what they find, so that limits are kept in one place. Used by one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "node/reports/sent_files.hpp"

namespace pratique::reports {

class MessageSink {
 public:
  explicit MessageSink(Budget budget) : left_(budget) {}

  // False: no more is taken, and that was said.
  bool add(std::string_view name, std::string bytes, bool is_rebuilt = false);
  void problem(std::string_view name, std::string_view code);
  [[nodiscard]] const Budget& left() const { return left_; }
  [[nodiscard]] bool is_full() const { return is_full_; }
  [[nodiscard]] std::size_t count() const { return found_.size(); }
  [[nodiscard]] std::vector<SentMessage> take() { return std::move(found_); }

 private:
  Budget left_;
  bool is_full_ = false;
  std::vector<SentMessage> found_;
};

enum class Inside : std::uint8_t { Nothing, Archive };

// One file of any of the formats; within an archive a further archive is not opened.
void read_file(std::string name, std::string bytes, Inside inside, MessageSink& sink);

// mbox (RFC 4155, mboxo and mboxrd): begins with "From ".
void read_mbox(const std::string& name, std::string_view bytes, MessageSink& sink);
void read_zip(const std::string& name, const std::string& bytes, MessageSink& sink);

}  // namespace pratique::reports
