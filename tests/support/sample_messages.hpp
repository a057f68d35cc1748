// Values for tests: every field differs from its default, so that a round trip which forgets one is noticed.
#pragma once

#include <string>

#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "client/api/session.hpp"

namespace pratique::test {

[[nodiscard]] base::WallTime time_at(const char* rfc3339);
[[nodiscard]] api::MessageSummary sample_summary(const std::string& id = "m1");
[[nodiscard]] api::MessageDetail sample_detail(const std::string& id = "m1");
[[nodiscard]] api::Job sample_job(const std::string& id = "j1");
[[nodiscard]] api::Me sample_me();
[[nodiscard]] api::Session sample_session();

}  // namespace pratique::test
