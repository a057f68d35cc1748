#include "node/reports/report_rate.hpp"

#include <algorithm>
#include <cmath>

namespace pratique::reports {
namespace {

constexpr std::size_t kBucketsMax = 50'000;
constexpr double kMsPerHour = 3'600'000;

}  // namespace

std::int64_t ReportRate::charge(std::string_view key, std::int64_t count) {
  const std::lock_guard lock(mutex_);
  const base::MonoTime now = clock_.mono_now();
  const auto filled = [&](const Bucket& bucket) {
    return std::min(per_hour_, bucket.left + static_cast<double>((now - bucket.at).count()) * per_hour_ / kMsPerHour);
  };
  // A full bucket is as good as none.
  if (buckets_.size() >= kBucketsMax) std::erase_if(buckets_, [&](const auto& item) { return filled(item.second) >= per_hour_; });
  if (buckets_.size() >= kBucketsMax) buckets_.clear();
  Bucket& bucket = buckets_.try_emplace(std::string(key), Bucket{per_hour_, now}).first->second;
  bucket = {filled(bucket), now};
  const double wanted = std::min(static_cast<double>(count), per_hour_);
  if (bucket.left >= wanted) {
    bucket.left -= wanted;
    return 0;
  }
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((wanted - bucket.left) * kMsPerHour / per_hour_ / 1000)));
}

}  // namespace pratique::reports
