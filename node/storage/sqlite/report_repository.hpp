// storage::ReportRepository over SQLite: report_repository.cpp has the reports, report_trace.cpp what they are held against and how they
// end.
#pragma once

#include "node/storage/report_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteReportRepository final : public ReportRepository {
 public:
  explicit SqliteReportRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<std::vector<TracedDelivery>> trace(const domain::Scope& scope, std::string_view queue_id) const override;
  [[nodiscard]] base::Result<std::optional<std::string>> sole_recipient(std::string_view queue_id) const override;
  [[nodiscard]] base::Result<std::int64_t> alike(const domain::Scope& scope, std::string_view signature,
                                                 std::string_view sender_organisation, std::span<const std::string> domains,
                                                 const std::optional<api::MessageId>& except, base::WallTime at) const override;
  [[nodiscard]] base::Result<std::optional<api::Report>> earlier(const domain::Scope& scope, std::string_view reporter_key,
                                                                 const api::Report& report) const override;
  [[nodiscard]] base::Result<api::Report> add(const domain::Scope& scope, const NewReport& report) override;
  [[nodiscard]] base::Result<api::ReportPage> list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit,
                                                   base::WallTime now) const override;
  [[nodiscard]] base::Result<api::Report> find(const domain::Scope& scope, const api::ReportId& id) const override;
  [[nodiscard]] base::Result<DueLesson> undo(const domain::Scope& scope, const api::ReportId& id, base::WallTime at) override;
  [[nodiscard]] base::Result<void> set_entry_paused(const api::ReportId& id, bool is_paused) override;
  [[nodiscard]] base::Result<std::vector<DueLesson>> due(base::WallTime at, std::int64_t limit) const override;
  [[nodiscard]] base::Result<void> taught(const DueLesson& lesson, const Taught& result) override;
  [[nodiscard]] base::Result<std::int64_t> forget(base::WallTime bytes_before, base::WallTime rows_before, std::int64_t limit) override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
