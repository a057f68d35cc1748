#include "node/storage/sqlite/switch_repository.hpp"

#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {

using domain::FilterSwitch;
using domain::FilterSwitches;

base::Result<FilterSwitches> SqliteSwitchRepository::find(std::string_view domain) const {
  return database_.read([&](Connection& db) -> base::Result<FilterSwitches> {
    FilterSwitches switches;
    TRY(Rows rows, db.query("SELECT switch FROM domain_switch WHERE domain = ?", {domain::fold_case(domain)}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return switches;
      switches.set(enum_of<FilterSwitch>(rows.integer(0)), false);
    }
  });
}

base::Result<void> SqliteSwitchRepository::put(std::string_view domain, const FilterSwitches& switches) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    const std::string name = domain::fold_case(domain);
    TRY_VOID(writing.db.run("DELETE FROM domain_switch WHERE domain = ?", {name}));
    for (const FilterSwitch which : switches.off()) {
      TRY_VOID(writing.db.run("INSERT INTO domain_switch(domain, switch) VALUES (?,?)", {name, code_of(which)}));
    }
    return {};
  });
}

base::Result<std::map<std::string, FilterSwitches>> SqliteSwitchRepository::all() const {
  return database_.read([](Connection& db) -> base::Result<std::map<std::string, FilterSwitches>> {
    std::map<std::string, FilterSwitches> found;
    TRY(Rows rows, db.query("SELECT domain, switch FROM domain_switch", {}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return found;
      found[rows.text(0)].set(enum_of<FilterSwitch>(rows.integer(1)), false);
    }
  });
}

}  // namespace pratique::storage::sqlite
