// Theme, density, language and columns: kept in the browser at once (kLookKey) and on the node, which carries them to other devices.
#pragma once

#include <vector>

#include "client/flows/context.hpp"

namespace pratique::flows {

inline constexpr std::string_view kLookKey = "pratique.look";  // api::Settings as JSON; the HTML pages read it too

class LookFlow {
 public:
  explicit LookFlow(Context& context) : context_(context) {}
  void start();                              // what this browser kept
  void take(const api::Settings& settings);  // what the node knows wins, field by field
  void set_theme(store::Theme theme);
  void set_density(store::Density density);
  void set_language(std::string language);
  void set_columns(std::vector<std::string> columns);
  void set_log_columns(std::vector<std::string> columns);
  void change(api::Settings settings);  // any of them
  void set_group_waves(bool grouped);
  void set_brand(store::Brand brand);
  void system_changed(bool dark, bool contrast, bool reduced_motion, bool embedded);

 private:
  [[nodiscard]] api::Settings settings() const;
  void apply(const api::Settings& settings);
  void save();
  void send();
  Context& context_;
  ports::Pending sending_;
  bool send_again_ = false;
};

}  // namespace pratique::flows
