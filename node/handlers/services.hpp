// What handlers work with. Made once by http::Server; references outlive every request. Any thread.
#pragma once

#include <cstdint>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/auth/authenticator.hpp"
#include "node/auth/oidc.hpp"
#include "node/auth/second_factor.hpp"
#include "node/handlers/brand_directory.hpp"
#include "node/handlers/watched.hpp"
#include "node/jobs/job_service.hpp"
#include "node/letters/link_mailer.hpp"
#include "node/reports/report_service.hpp"
#include "node/storage/storage.hpp"

namespace pratique::handlers {

struct Services {
  storage::Storage& storage;
  auth::Authenticator& authenticator;
  jobs::JobService& jobs;
  const base::Clock& clock;
  base::Logger& log;
  std::int64_t undo_window_secs = 10;
  const Watched& watched;
  reports::ReportService& reports;
  auth::SecondFactor& second_factor;
  letters::LinkMailer& links;
  auth::Oidc& oidc;
  BrandDirectory& brands;
};

}  // namespace pratique::handlers
