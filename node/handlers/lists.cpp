#include "node/handlers/lists.hpp"

#include <limits>

#include "client/api/list_entry.hpp"
#include "node/domain/sender_list.hpp"
#include "node/handlers/list_csv.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

using base::ErrorCode;

constexpr std::int64_t kPageDefault = 100;
constexpr std::int64_t kPageMax = 500;
constexpr std::size_t kWordsBytesMax = 400;

base::Result<api::ListKind> kind_of(const Request& request) {
  const auto kind = api::parse_list_kind(request.path_value("kind"));
  if (!kind) return base::fail(ErrorCode::NotFound, "There is an allow list and a block list");
  return *kind;
}

api::ListEntryId id_of(const Request& request) {
  return {request.path_value("id")};
}

// `before`: an entry that has expired may be changed without being revived.
base::Result<api::NewListEntry> entry_in(const Services& services, const Request& request, const api::ListEntry* before = nullptr) {
  TRY(api::NewListEntry entry, api::decode_new_list_entry(request.body));
  TRY(entry, domain::normalise(std::move(entry)));
  const bool is_kept = before != nullptr && before->entry.expires_at == entry.expires_at;
  if (entry.expires_at && *entry.expires_at <= services.clock.wall_now() && !is_kept)
    return base::fail(ErrorCode::BadInput, "The entry would have ended already", "expires_at");
  return entry;
}

}  // namespace

Answer list_entries(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  storage::EntryQuery query;
  query.words = request.query_value("q");
  if (query.words.size() > kWordsBytesMax) return base::fail(ErrorCode::BadInput, "The search is too long", "q");
  TRY(query.limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  if (request.in_query.contains("cursor")) query.cursor = request.query_value("cursor");
  if (request.in_query.contains("offset")) {
    if (query.cursor) return base::fail(ErrorCode::BadInput, "Give either a cursor or an offset", "offset");
    TRY(query.offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  }
  TRY(const api::ListEntryPage page, services.storage.lists().list(request.scope(), kind, query));
  return json_response(api::encode(page));
}

Answer add_list_entry(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  TRY(const api::NewListEntry entry, entry_in(services, request));
  TRY(const api::ListEntry added, services.storage.lists().add(request.scope(), kind, entry, services.clock.wall_now()));
  return json_response(api::encode(added), 201);
}

Answer change_list_entry(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  TRY(const api::ListEntry before, services.storage.lists().find(request.scope(), kind, id_of(request)));
  TRY(const api::NewListEntry entry, entry_in(services, request, &before));
  TRY(const api::ListEntry changed, services.storage.lists().change(request.scope(), kind, id_of(request), entry));
  return json_response(api::encode(changed));
}

Answer remove_list_entry(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  TRY_VOID(services.storage.lists().remove(request.scope(), kind, id_of(request)));
  return json_response("{}");
}

Answer preview_list_entry(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  TRY(const api::NewListEntry entry, entry_in(services, request));
  TRY(api::ListPreview preview, services.storage.lists().preview(request.scope(), kind, entry, services.clock.wall_now()));
  if (entry.pattern.find('@') == std::string::npos && domain::is_public_mail_provider(entry.pattern))
    preview.warnings.insert(preview.warnings.begin(), "public_provider");
  if (kind == api::ListKind::Allow && domain::is_own_domain(entry.pattern, entry.applies_to))
    preview.warnings.insert(preview.warnings.begin(), "own_domain");
  return json_response(api::encode(preview));
}

Answer export_list(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  TRY(const auto entries, services.storage.lists().changeable(request.scope(), kind));
  Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(api::to_wire(kind)) + "-list.csv\"");
  response.body = to_csv(entries);
  return response;
}

Answer import_list(Services& services, const Request& request) {
  TRY(const api::ListKind kind, kind_of(request));
  const std::string mode = request.query_value("mode");
  if (!mode.empty() && mode != "add" && mode != "replace")
    return base::fail(ErrorCode::BadInput, "An import adds to the list (add) or replaces it (replace)", "mode");
  TRY(const auto entries, entries_in_csv(request.body));
  TRY(const api::ListImport done,
      services.storage.lists().import(request.scope(), kind, entries,
                                      mode == "replace" ? storage::ImportMode::Replace : storage::ImportMode::Add,
                                      services.clock.wall_now()));
  return json_response(api::encode(done));
}

}  // namespace pratique::handlers
