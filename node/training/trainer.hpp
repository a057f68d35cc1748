// Teaches the filter from a message: Rspamd's controller over HTTP (/learnspam, /learnham). Which classifier learns is a question of
// trust: docs/decisions/0027-who-teaches-which-classifier.md. Blocks for at most the timeout; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::training {

struct Controller {
  std::string url;       // "http://127.0.0.1:11334"; empty: there is no filter to teach
  std::string password;  // sent as the header Password
  std::chrono::seconds timeout{20};
};

enum class Lesson : std::uint8_t { Spam, NotSpam };

struct Taught {
  std::string_view outcome;  // of api::kTrainingOutcomes; "waiting": worth another try
  std::string detail;        // what the filter said, for logs
};

// `mailbox`: only this recipient's own classifier learns; empty: the one for all.
[[nodiscard]] Taught teach(const Controller& controller, Lesson lesson, std::string_view message, const std::string& mailbox);

// Whether the controller answers and takes the password: empty when all is well, else a sentence for people.
[[nodiscard]] std::string trouble_with(const Controller& controller);

}  // namespace pratique::training
