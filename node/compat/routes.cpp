#include "node/compat/routes.hpp"

#include <array>

#include "client/api/report.hpp"
#include "node/compat/spamreport.hpp"

namespace pratique::compat {
namespace {

using handlers::Access;
using handlers::Repeat;
using handlers::Route;

constexpr std::size_t kPercentEncoded = 3 * api::kReportBytesMax + 64 * 1024;  // each byte as %41, at worst

constexpr auto kRoutes = std::to_array<Route>({
    {"POST", "/spamreport.php", take_spam_report, Access::Public, Repeat::AsItComes, kPercentEncoded},
    {"OPTIONS", "/spamreport.php", allow_spam_report, Access::Public},
});

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

}  // namespace pratique::compat
