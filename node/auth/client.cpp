#include "node/auth/client.hpp"

#include <array>
#include <utility>

namespace pratique::auth {
namespace {

using Sign = std::pair<std::string_view, std::string_view>;  // what is in the text → what it is called

// The first that is found: browsers name those that they want to be taken for, too.
constexpr std::array<Sign, 14> kBrowsers{{{"Edg", "Edge"},
                                          {"OPR/", "Opera"},
                                          {"Vivaldi/", "Vivaldi"},
                                          {"SamsungBrowser/", "Samsung Internet"},
                                          {"FxiOS/", "Firefox"},
                                          {"Thunderbird/", "Thunderbird"},
                                          {"Firefox/", "Firefox"},
                                          {"CriOS/", "Chrome"},
                                          {"Chrome/", "Chrome"},
                                          {"Chromium/", "Chromium"},
                                          {"Version/", "Safari"},
                                          {"curl/", "curl"},
                                          {"PHP", "PHP"},
                                          {"node", "Node.js"}}};

constexpr std::array<Sign, 8> kSystems{{{"iPhone", "iOS"},
                                        {"iPad", "iPadOS"},
                                        {"Android", "Android"},
                                        {"Windows", "Windows"},
                                        {"CrOS", "ChromeOS"},
                                        {"Macintosh", "macOS"},
                                        {"FreeBSD", "FreeBSD"},
                                        {"Linux", "Linux"}}};

template <std::size_t N>
std::string first_in(std::string_view text, const std::array<Sign, N>& signs) {
  for (const auto& [sign, name] : signs) {
    if (text.find(sign) != std::string_view::npos) return std::string(name);
  }
  return {};
}

}  // namespace

Browser browser_of(std::string_view user_agent) {
  const std::string_view head = user_agent.substr(0, 512);
  return {.name = first_in(head, kBrowsers), .system = first_in(head, kSystems)};
}

}  // namespace pratique::auth
