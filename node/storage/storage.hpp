// The open store: repositories over one database and the blobs beside it. Owned by main; outlives everything that uses it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/base/result.hpp"
#include "node/storage/account_repository.hpp"
#include "node/storage/blob_store.hpp"
#include "node/storage/brand_repository.hpp"
#include "node/storage/door_repository.hpp"
#include "node/storage/job_repository.hpp"
#include "node/storage/list_repository.hpp"
#include "node/storage/log_repository.hpp"
#include "node/storage/message_repository.hpp"
#include "node/storage/oidc_repository.hpp"
#include "node/storage/policy_repository.hpp"
#include "node/storage/report_repository.hpp"
#include "node/storage/request_repository.hpp"
#include "node/storage/retention_repository.hpp"
#include "node/storage/search_repository.hpp"
#include "node/storage/second_factor_repository.hpp"
#include "node/storage/session_repository.hpp"
#include "node/storage/sign_in_repository.hpp"
#include "node/storage/switch_repository.hpp"

namespace pratique::storage {

struct StoreFigures {  // for whoever watches the node
  std::map<api::Status, std::int64_t> by_status;
  std::int64_t rows_ever = 0;                   // deliveries stored since the beginning, also those that are gone
  std::int64_t items_waiting = 0;               // of jobs: to be handed over or taught, now or when their time comes
  std::int64_t items_retrying = 0;              // of these: tried at least once
  std::int64_t lessons_waiting = 0;             // to be taught to the filter: of these, and of reports
  std::optional<base::WallTime> last_event_at;  // of the filter
};

class Storage {
 public:
  virtual ~Storage() = default;
  [[nodiscard]] virtual MessageRepository& messages() = 0;
  [[nodiscard]] virtual AccountRepository& accounts() = 0;
  [[nodiscard]] virtual JobRepository& jobs() = 0;
  [[nodiscard]] virtual ListRepository& lists() = 0;
  [[nodiscard]] virtual PolicyRepository& policies() = 0;
  [[nodiscard]] virtual RequestRepository& requests() = 0;
  [[nodiscard]] virtual ReportRepository& reports() = 0;
  [[nodiscard]] virtual SearchRepository& searches() = 0;
  [[nodiscard]] virtual SignInRepository& sign_ins() = 0;
  [[nodiscard]] virtual DoorRepository& doors() = 0;
  [[nodiscard]] virtual SessionRepository& sessions() = 0;
  [[nodiscard]] virtual SecondFactorRepository& second_factors() = 0;
  [[nodiscard]] virtual OidcRepository& oidc() = 0;
  [[nodiscard]] virtual LogRepository& log() = 0;
  [[nodiscard]] virtual RetentionRepository& retention() = 0;
  [[nodiscard]] virtual SwitchRepository& switches() = 0;
  [[nodiscard]] virtual BrandRepository& brands() = 0;
  [[nodiscard]] virtual BlobStore& blobs() = 0;
  [[nodiscard]] virtual base::Result<void> ping() const = 0;  // for /readyz
  [[nodiscard]] virtual base::Result<StoreFigures> figures() const = 0;
  // Whether the database and its full-text index are sound; one finding a line, none = sound. Reads everything.
  [[nodiscard]] virtual base::Result<std::vector<std::string>> check_integrity() = 0;
  // `listener` runs after each commit that wrote events, on the writing thread; it must return at once.
  virtual void on_events(std::function<void()> listener) = 0;
};

enum class OpenFor : std::uint8_t {
  Serving,   // takes the lock file (one process at a time; Conflict says who holds it) and clears what a crash left
  Commands,  // beside a running node: neither
};

// Makes the folder and the database where absent, runs migrations, recovers after a crash.
[[nodiscard]] base::Result<std::unique_ptr<Storage>> open_sqlite_storage(const std::filesystem::path& data_dir,
                                                                         OpenFor purpose = OpenFor::Serving);

}  // namespace pratique::storage
