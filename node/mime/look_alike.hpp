// Host names that pass for others: letters of another script (UTS #39, by ICU's spoof checker) or one letter off a domain that
// the reader's organisation knows. Made once a message, since the known domains are prepared. Total; one thread.
#pragma once

#include <unicode/uspoof.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pratique::mime {

class LookAlikes {
 public:
  // `known`: domains as keys (domain::normalise_domain): the recipient's own first, then those it deals with.
  explicit LookAlikes(std::span<const std::string> known);

  // What this host passes for, as a reader would spell it; nullopt for an honest one, an IP address or what is no host.
  [[nodiscard]] std::optional<std::string> of(std::string_view host) const;
  // In its own letters where reading it does not deceive, else in A-labels (RFC 5890 §2.3.2.1).
  [[nodiscard]] std::string shown(std::string_view host) const;

 private:
  struct Known {
    std::string domain;    // organisational, A-labels
    std::string spelled;   // in its own letters
    std::string skeleton;  // UTS #39 §4
  };
  struct Close {
    void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
  };
  [[nodiscard]] std::string skeleton(std::string_view text) const;
  [[nodiscard]] std::string read_as(std::string_view label) const;
  [[nodiscard]] bool is_foreign_imitation(std::string_view label) const;

  std::unique_ptr<USpoofChecker, Close> checker_;
  std::vector<Known> known_;
};

}  // namespace pratique::mime
