// Message, job and list entry as part of a larger JSON text. Internal to client/api.
#pragma once

#include "client/api/job.hpp"
#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/message.hpp"

namespace pratique::api {

void write(JsonWriter& json, const MessageSummary& summary);
void write_fields(JsonWriter& json, const MessageSummary& summary);  // without the braces
[[nodiscard]] MessageSummary read_summary(const JsonReader& reader);
void write(JsonWriter& json, const Why& why);
[[nodiscard]] Why read_why(const JsonReader& reader);
void write(JsonWriter& json, const Job& job);
[[nodiscard]] Job read_job(const JsonReader& reader);
void write(JsonWriter& json, const ListEntry& entry);
[[nodiscard]] ListEntry read_entry(const JsonReader& reader);

}  // namespace pratique::api
