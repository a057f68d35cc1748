// storage::ListRepository over SQLite: list_repository.cpp reads and writes entries, list_import.cpp many at once,
// list_preview.cpp says what one would change.
#pragma once

#include "node/storage/list_repository.hpp"
#include "node/storage/sqlite/database.hpp"

namespace pratique::storage::sqlite {

class SqliteListRepository final : public ListRepository {
 public:
  explicit SqliteListRepository(Database& database) : database_(database) {}

  [[nodiscard]] base::Result<api::ListEntryPage> list(const domain::Scope& scope, api::ListKind kind,
                                                      const EntryQuery& query) const override;
  [[nodiscard]] base::Result<api::ListEntry> find(const domain::Scope& scope, api::ListKind kind,
                                                  const api::ListEntryId& id) const override;
  [[nodiscard]] base::Result<api::ListEntry> add(const domain::Scope& scope, api::ListKind kind, const api::NewListEntry& entry,
                                                 base::WallTime at) override;
  [[nodiscard]] base::Result<api::ListEntry> change(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id,
                                                    const api::NewListEntry& entry) override;
  [[nodiscard]] base::Result<api::ListEntry> set_paused(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id,
                                                        bool is_paused) override;
  [[nodiscard]] base::Result<void> remove(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id) override;
  [[nodiscard]] base::Result<std::vector<api::NewListEntry>> changeable(const domain::Scope& scope, api::ListKind kind) const override;
  [[nodiscard]] base::Result<api::ListImport> import(const domain::Scope& scope, api::ListKind kind,
                                                     std::span<const api::NewListEntry> entries, ImportMode mode,
                                                     base::WallTime at) override;
  [[nodiscard]] base::Result<api::ListPreview> preview(const domain::Scope& scope, api::ListKind kind, const api::NewListEntry& entry,
                                                       base::WallTime at) const override;
  [[nodiscard]] base::Result<std::vector<domain::ListCandidate>> candidates(std::string_view recipient,
                                                                            std::span<const std::string_view> senders) const override;
  [[nodiscard]] base::Result<std::vector<api::ListEntry>> in_force(api::ListKind kind, base::WallTime at) const override;
  [[nodiscard]] base::Result<std::int64_t> version() const override;
  [[nodiscard]] base::Result<std::optional<base::WallTime>> next_expiry(base::WallTime after) const override;

 private:
  Database& database_;
};

}  // namespace pratique::storage::sqlite
