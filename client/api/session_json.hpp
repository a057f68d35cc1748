// A session as part of a larger JSON text. Internal to client/api.
#pragma once

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/session.hpp"

namespace pratique::api {

void write_fields(JsonWriter& json, const Session& session);  // without the braces
[[nodiscard]] Session read_session(const JsonReader& reader);

}  // namespace pratique::api
