#include "tests/support/sample_messages.hpp"

namespace pratique::test {

base::WallTime time_at(const char* rfc3339) {
  return MUST(base::parse_rfc3339(rfc3339));
}  // literals in tests

api::MessageSummary sample_summary(const std::string& id) {
  api::MessageSummary s;
  s.id.value = id;
  s.received_at = time_at("2026-11-22T10:21:03.125Z");
  s.direction = api::Direction::Outgoing;
  s.node = "mx1";
  s.queue_id = "4Xyz0T3Rk2z1";
  s.message_id = "a.b@example.net";
  s.envelope_from = "bounce@lists.example.net";
  s.header_from = {"Zoë “Quote” O'Hara", "zoe@example.net"};
  s.envelope_mismatch = true;
  s.recipient = "ann@example.org";
  s.subject = "請求書 \"42\" 😀\\ \u2028";
  s.snippet = "Dear Ann, here it is";
  s.size_bytes = 48'213;
  s.attachment_count = 2;
  s.wave = {"w7", 38};
  s.worth_a_look = true;
  s.sender_ip = "192.0.2.7";
  s.sender_host = "mail.example.net";
  s.helo = "mail";
  s.status = api::Status::ReleasePending;
  s.status_at = time_at("2026-11-22T10:22:00.000Z");
  s.message_class = api::MessageClass::Bulk;
  s.reason_code = "content_score";
  s.score = 7.35;
  s.threshold = 6.0;
  s.has_attachments = true;
  s.seen = true;
  s.smtp_reply = "250 2.0.0 Ok";
  s.delivery = {time_at("2026-11-22T10:22:01.000Z"), "mx.example.org", "198.51.100.9", 25, "250 2.1.5 <ann> saved"};
  return s;
}

api::MessageDetail sample_detail(const std::string& id) {
  api::MessageDetail d;
  d.summary = sample_summary(id);
  d.why.verdict_code = "newsletter_over_limit";
  d.why.params = {{"sender", "zoe@example.net"}, {"over", "1.4"}};
  d.why.score = 7.35;
  d.why.threshold = 6.0;
  d.why.authentication = {{"spf", "fail", "example.net", true}, {"dkim", "pass", "lists.example.net", false}};
  d.why.rules = {{"R_SPF_FAIL", 1.5, "spf_fail", "", {"192.0.2.7"}}, {"CUSTOM", -0.25, "", "local rule", {}}};
  d.why.rules_total = 23;
  d.why.rules_rest_weight = 0.4;
  d.why.would_pass = {"allow_sender"};
  d.why.warnings = {{"look_alike_domain", {{"domain", "exаmple.net"}, {"like", "example.net"}}}};
  d.why.links = {{"example.net", "https://evil.example/x", "evil.example", true, false, 2}};
  d.why.links_total = 3;
  d.why.attachments = {
      {4, "invoice.pdf.exe", "application/pdf", "application/vnd.microsoft.portable-executable", 90'112, "00ff", "type_differs"}};
  d.why.list_entries = {{"allow", "example.net", "example.org", true}};
  d.trail = {{time_at("2026-11-22T10:21:03.000Z"), "received", "", "mx1"},
             {time_at("2026-11-22T10:22:00.000Z"), "release_requested", "ann", ""}};
  d.has_html = true;
  d.has_text = true;
  d.release_right = api::ReleaseRight::Request;
  d.request_state = "open";
  d.remote_images = 4;
  d.odd_links = 1;
  d.expires_at = time_at("2026-12-22T10:21:03.000Z");
  return d;
}

api::Job sample_job(const std::string& id) {
  api::Job job;
  job.id.value = id;
  job.action = api::Action::Remove;
  job.state = api::JobState::Running;
  job.created_at = time_at("2026-11-22T10:22:00.000Z");
  job.runs_at = time_at("2026-11-22T10:22:10.000Z");
  job.undo_until = time_at("2026-12-22T10:22:00.000Z");
  job.total = 2;
  job.done = 1;
  job.failed = 1;
  job.skipped = 3;
  job.undone = 4;
  job.actor = "ann";
  job.query = "class:bulk";
  job.entries_added = 5;
  job.items = {{api::MessageId{"m1"}, api::ItemState::Done, "", std::nullopt},
               {api::MessageId{"m2"}, api::ItemState::Retrying, "451 4.3.0 later", time_at("2026-11-22T10:32:00.000Z")}};
  return job;
}

api::Me sample_me() {
  api::Me me;
  me.id.value = "u1";
  me.login = "ann@example.org";
  me.role = api::Role::Domain;
  me.addresses = {"ann@example.org", "sales@example.org"};
  me.domains = {"example.org"};
  me.settings = {"de-AT", "Europe/Vienna", "dark", "compact", {"sender", "subject"}, {"time", "reason"}, {{"release", "Shift+E"}},
                 "off",   "list",          "on",   30};
  me.undo_window_secs = 30;
  me.retention_days = 14;
  me.release_rights = {{api::MessageClass::Phish, api::ReleaseRight::Request}, {api::MessageClass::Virus, api::ReleaseRight::Nobody}};
  me.lists_for_domain = true;
  return me;
}

api::Session sample_session() {
  return {"dG9rZW4", time_at("2026-11-23T10:00:00.000Z"), sample_me()};
}

}  // namespace pratique::test
