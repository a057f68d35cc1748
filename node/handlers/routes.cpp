#include "node/handlers/routes.hpp"

#include <array>

#include "client/api/report.hpp"
#include "node/domain/brand.hpp"
#include "node/handlers/actions.hpp"
#include "node/handlers/brands.hpp"
#include "node/handlers/domain_sign_in.hpp"
#include "node/handlers/events.hpp"
#include "node/handlers/export.hpp"
#include "node/handlers/health.hpp"
#include "node/handlers/jobs.hpp"
#include "node/handlers/lists.hpp"
#include "node/handlers/login_link.hpp"
#include "node/handlers/me.hpp"
#include "node/handlers/message.hpp"
#include "node/handlers/message_body.hpp"
#include "node/handlers/messages.hpp"
#include "node/handlers/oidc.hpp"
#include "node/handlers/probes.hpp"
#include "node/handlers/reports.hpp"
#include "node/handlers/requests.hpp"
#include "node/handlers/searches.hpp"
#include "node/handlers/second_factor.hpp"
#include "node/handlers/selection.hpp"
#include "node/handlers/session.hpp"
#include "node/handlers/sessions.hpp"
#include "node/handlers/tickets.hpp"

namespace pratique::handlers {
namespace {

constexpr std::size_t kSmallBody = 16 * 1024;
constexpr std::size_t kActionBody = 256 * 1024;                                 // 1,000 ids, and as many exceptions
constexpr std::size_t kReportBody = api::kReportBytesMax / 3 * 4 + 256 * 1024;  // base64
constexpr std::size_t kLogoBody = domain::kLogoBytesMax + 1;                    // one more, so that its own words say what is too much
constexpr std::size_t kListFile = 1'000'000;                                    // an imported list; less than the server reads at all

constexpr auto kRoutes = std::to_array<Route>({
    {"GET", "/livez", livez, Access::Public},
    {"GET", "/readyz", readyz, Access::Public},
    {"GET", "/metrics", metrics, Access::Public},
    {"GET", "/v1/health", show_health},
    {"POST", "/v1/session", sign_in, Access::Public, Repeat::AsItComes, kSmallBody},
    {"DELETE", "/v1/session", sign_out},
    {"POST", "/v1/session/ticket", sign_in_with_ticket, Access::Public, Repeat::AsItComes, kSmallBody},
    {"POST", "/v1/session/link", ask_for_link, Access::Public, Repeat::AsItComes, kSmallBody},
    {"POST", "/v1/session/link/use", sign_in_with_link, Access::Public, Repeat::AsItComes, kSmallBody},
    {"GET", "/v1/session/oidc/start", start_oidc, Access::Public},
    {"GET", "/v1/session/oidc/callback", oidc_callback, Access::Public},
    {"POST", "/v1/session/oidc", sign_in_with_oidc, Access::Public, Repeat::AsItComes, kSmallBody},
    {"GET", "/v1/domains/{domain}/oidc", show_oidc},
    {"PUT", "/v1/domains/{domain}/oidc", change_oidc, Access::Session, Repeat::AsItComes, kSmallBody},
    {"DELETE", "/v1/domains/{domain}/oidc", remove_oidc},
    {"GET", "/v1/sessions", list_sessions},
    {"DELETE", "/v1/sessions", end_other_sessions},
    {"DELETE", "/v1/sessions/{id}", end_session},
    {"GET", "/v1/me/totp", show_second_factor},
    {"POST", "/v1/me/totp", begin_second_factor, Access::Session, Repeat::AsItComes, kSmallBody},
    {"PUT", "/v1/me/totp", confirm_second_factor, Access::Session, Repeat::AsItComes, kSmallBody},
    {"DELETE", "/v1/me/totp", remove_second_factor, Access::Session, Repeat::AsItComes, kSmallBody},
    {"PUT", "/v1/me/password", change_password, Access::Session, Repeat::AsItComes, kSmallBody},
    {"POST", "/v1/authtickets", make_ticket, Access::Session, Repeat::AsItComes, kSmallBody},
    {"GET", "/v1/sign-ins", list_sign_ins},
    {"GET", "/v1/domains/{domain}/sign-in", show_domain_sign_in},
    {"PUT", "/v1/domains/{domain}/sign-in", change_domain_sign_in, Access::Session, Repeat::AsItComes, kSmallBody},
    {"DELETE", "/v1/domains/{domain}/sign-in", remove_domain_sign_in},
    {"GET", "/v1/me", show_me},
    {"PATCH", "/v1/me/settings", change_settings, Access::Session, Repeat::AsItComes, kSmallBody},
    {"GET", "/v1/messages", list_messages},
    {"GET", "/v1/messages/count", count_messages},
    {"GET", "/v1/messages/histogram", message_histogram},
    {"GET", "/v1/messages/{id}", message_detail},
    {"GET", "/v1/messages/{id}/text", message_text},
    {"GET", "/v1/messages/{id}/html", message_html},
    {"GET", "/v1/messages/{id}/raw", message_raw},
    {"GET", "/v1/messages/{id}/headers", message_headers},
    {"GET", "/v1/messages/{id}/parts", message_parts},
    {"GET", "/v1/messages/{id}/parts/{n}", message_part},
    {"GET", "/v1/selection", show_selection},
    {"POST", "/v1/actions", start_action, Access::Session, Repeat::Once, kActionBody},
    {"GET", "/v1/jobs", list_jobs},
    {"GET", "/v1/jobs/{id}", show_job},
    {"GET", "/v1/jobs/{id}/items", list_job_items},
    {"DELETE", "/v1/jobs/{id}", cancel_job, Access::Session, Repeat::Once},
    {"POST", "/v1/jobs/{id}/undo", undo_job, Access::Session, Repeat::Once, kSmallBody},
    {"GET", "/v1/lists/{kind}", list_entries},
    {"POST", "/v1/lists/{kind}", add_list_entry, Access::Session, Repeat::Once, kSmallBody},
    {"GET", "/v1/lists/{kind}/export", export_list},
    {"POST", "/v1/lists/{kind}/import", import_list, Access::Session, Repeat::Once, kListFile},
    {"POST", "/v1/lists/{kind}/preview", preview_list_entry, Access::Session, Repeat::AsItComes, kSmallBody},
    {"PUT", "/v1/lists/{kind}/{id}", change_list_entry, Access::Session, Repeat::AsItComes, kSmallBody},
    {"DELETE", "/v1/lists/{kind}/{id}", remove_list_entry, Access::Session, Repeat::Once},
    {"GET", "/v1/reports", list_reports},
    {"POST", "/v1/reports", make_report, Access::Session, Repeat::Once, kReportBody},
    {"POST", "/v1/reports/preview", preview_report, Access::Session, Repeat::AsItComes, kReportBody},
    {"POST", "/v1/reports/{id}/undo", undo_report, Access::Session, Repeat::AsItComes, kSmallBody},
    {"GET", "/v1/requests", list_requests},
    {"POST", "/v1/requests", make_request, Access::Session, Repeat::Once, kSmallBody},
    {"DELETE", "/v1/requests/{id}", withdraw_request, Access::Session, Repeat::Once},
    {"POST", "/v1/requests/{id}/approve", approve_request, Access::Session, Repeat::Once, kSmallBody},
    {"POST", "/v1/requests/{id}/deny", deny_request, Access::Session, Repeat::Once, kSmallBody},
    {"GET", "/v1/searches", list_searches},
    {"POST", "/v1/searches", save_search, Access::Session, Repeat::Once, kSmallBody},
    {"PUT", "/v1/searches", order_searches, Access::Session, Repeat::AsItComes, kSmallBody},
    {"PUT", "/v1/searches/{id}", change_search, Access::Session, Repeat::AsItComes, kSmallBody},
    {"DELETE", "/v1/searches/{id}", remove_search, Access::Session, Repeat::Once},
    {"GET", "/v1/export", export_messages},
    {"GET", "/v1/brand", show_brand, Access::Public},
    {"GET", "/v1/brand/style", brand_style, Access::Public},
    {"GET", "/v1/brand/logo", brand_logo, Access::Public},
    {"GET", "/v1/brands", list_brands},
    {"POST", "/v1/brands", make_brand, Access::Session, Repeat::Once, kActionBody},
    {"GET", "/v1/brands/{id}", find_brand},
    {"PUT", "/v1/brands/{id}", change_brand, Access::Session, Repeat::AsItComes, kActionBody},
    {"DELETE", "/v1/brands/{id}", remove_brand},
    {"PUT", "/v1/brands/{id}/logo", put_brand_logo, Access::Session, Repeat::AsItComes, kLogoBody},
    {"DELETE", "/v1/brands/{id}/logo", remove_brand_logo},
    {"GET", "/v1/brands/{id}/certificate", brand_certificates},
    {"PUT", "/v1/brands/{id}/certificate", put_brand_certificate, Access::Session, Repeat::AsItComes, kActionBody},
    {"GET", "/.well-known/acme-challenge/{token}", acme_challenge, Access::Public},
    {"GET", "/v1/events", open_events},
});

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

}  // namespace pratique::handlers
