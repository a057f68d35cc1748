#include "node/handlers/domain_sign_in.hpp"

#include "client/api/domain_sign_in.hpp"
#include "node/auth/doors.hpp"
#include "node/handlers/own_domain.hpp"

namespace pratique::handlers {

Answer show_domain_sign_in(Services& services, const Request& request) {
  TRY(const storage::Domain domain, own_domain(services, request));
  TRY(const storage::Door door, services.storage.doors().find(domain.name));
  return json_response(api::encode(door.sign_in));
}

Answer change_domain_sign_in(Services& services, const Request& request) {
  TRY(const storage::Domain domain, own_domain(services, request));
  TRY(api::DomainSignIn wanted, api::decode_domain_sign_in(request.body));
  TRY(const storage::Door before, services.storage.doors().find(domain.name));
  const auto nearness = request.scope().sees_everything() ? storage::Nearness::MayBeNear : storage::Nearness::PublicOnly;
  TRY(const storage::Door door, auth::checked_door(std::move(wanted), before, nearness));
  TRY_VOID(services.storage.doors().put(domain.name, door));
  services.log.info("domain_sign_in_changed", {{"request_id", request.id},
                                               {"domain", domain.name},
                                               {"method", api::to_wire(door.sign_in.method)},
                                               {"host", door.sign_in.host},
                                               {"user_id", request.caller->user.id}});
  return json_response(api::encode(door.sign_in));
}

Answer remove_domain_sign_in(Services& services, const Request& request) {
  TRY(const storage::Domain domain, own_domain(services, request));
  TRY_VOID(services.storage.doors().put(domain.name, {}));
  services.log.info("domain_sign_in_changed",
                    {{"request_id", request.id}, {"domain", domain.name}, {"method", "local"}, {"user_id", request.caller->user.id}});
  Response response;
  response.status = 204;
  return response;
}

}  // namespace pratique::handlers
