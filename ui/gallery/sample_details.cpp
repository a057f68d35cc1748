#include <algorithm>
#include <chrono>

#include "ui/gallery/samples.hpp"

namespace pratique::gallery {
namespace {

api::MessageSummary row(std::string_view id) {
  for (api::MessageSummary& message : sample_rows()) {
    if (message.id.value == id) return std::move(message);
  }
  return {};
}

api::RuleHit rule(const char* symbol, double weight, const char* meaning, std::vector<std::string> evidence) {
  return {.symbol = symbol, .weight = weight, .meaning_code = meaning, .evidence = std::move(evidence)};
}

}  // namespace

api::MessageDetail sample_newsletter_detail() {
  api::MessageDetail detail;
  detail.summary = row("m02");
  detail.why.verdict_code = "bulk_new_sender";
  detail.why.score = 6.4;
  detail.why.threshold = 6.0;
  detail.why.authentication = {{"spf", "pass", "weekly-gardener.example", true},
                               {"dkim", "pass", "weekly-gardener.example", true},
                               {"dmarc", "pass", "weekly-gardener.example", true}};
  detail.why.rules = {rule("BULK", 4.1, "bulk", {"sent to many at once"}),
                      rule("NEW_SENDER", 2.8, "return_differs", {"bounce.weekly-gardener.example"}),
                      rule("DKIM_OK", -0.5, "dkim_pass", {"weekly-gardener.example"})};
  detail.why.rules_total = 12;
  detail.why.rules_rest_weight = 0.0;
  detail.why.would_pass = {"allow_sender", "fewer_points"};
  detail.has_html = detail.has_text = true;
  detail.remote_images = 4;
  detail.expires_at = now() + std::chrono::days(30);
  return detail;
}

api::MessageDetail sample_phishing_detail() {
  api::MessageDetail detail;
  detail.summary = row("m01");
  detail.why.verdict_code = "link_mismatch";
  detail.why.score = 14.2;
  detail.why.threshold = 6.0;
  detail.why.authentication = {{"spf", "fail", "parcel-service.example", false},
                               {"dkim", "none", "parcel-service.example", false},
                               {"dmarc", "fail", "parcel-service.example", false}};
  detail.why.rules = {rule("PHISHING", 5.0, "link_mismatch", {"shown parcel-service.example, opens pay-fast.example/x/9f2"}),
                      rule("R_SPF_FAIL", 4.0, "spf_fail", {"203.0.113.77"}),
                      rule("URL_NEW", 3.0, "new_link_domain", {"pay-fast.example, registered on 21 Nov 2026"}),
                      rule("URGENT", 2.6, "urgent", {"“within the next 12 hours”"}),
                      rule("RDNS_OK", -0.8, "server_named", {"mx7.cheap-track.example resolves both ways"})};
  detail.why.rules_total = 23;
  detail.why.rules_rest_weight = 0.4;
  detail.why.would_pass = {"valid_signature", "honest_links", "not_overridable"};
  detail.has_html = detail.has_text = true;
  detail.odd_links = 1;
  return detail;
}

void add_sample_findings(api::MessageDetail& detail) {
  detail.why.warnings = {{"sender_differs", {{"envelope", "bounce@mx7.cheap-track.example"}, {"from", "info@parcel-service.example"}}},
                         {"look_alike_link", {{"domain", "parcel-servlce.example"}, {"like", "parcel-service.example"}}}};
  detail.why.links = {
      {"parcel-service.example/track", "https://parcel-servlce.example/track?id=9f2", "parcel-servlce.example", true, true, 1},
      {"https://parcel-service.example/confirm", "https://pay-fast.example/x/9f2", "pay-fast.example", true, false, 2},
      {"Our terms", "https://parcel-service.example/terms", "parcel-service.example", false, false, 1}};
  detail.summary.attachment_count = 1;
  detail.why.links_total = 3;
  detail.why.attachments = {{5, "請求書_2026-11.pdf", "application/pdf", "application/vnd.microsoft.portable-executable", 143'220,
                             "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13", "runs_code"}};
  detail.why.list_entries = {{"allow", "@parcel-service.example", "frida@example.com", true}};
}

api::MessageHeaders sample_headers() {
  return {{{"Return-Path", "<bounce@mx7.cheap-track.example>", true},
           {"Received",
            "from mx7.cheap-track.example (mx7.cheap-track.example [203.0.113.77])\n by mx.example.com (Postfix) with ESMTPS id 4Y1qXk\n "
            "for <frida@example.com>; Mon, 23 Nov 2026 10:38:02 +0000 (UTC)",
            false},
           {"From", "Parcel service <info@parcel-service.example>", true},
           {"To", "frida@example.com", false},
           {"Subject", "Your parcel is waiting: pay 1.99 to release it 📦", false},
           {"Date", "Mon, 23 Nov 2026 10:37:59 +0000", false},
           {"Message-ID", "<20261123103759.9F2@parcel-service.example>", false},
           {"Content-Type", "multipart/alternative;\n boundary=\"=_b1\"", false}}};
}

api::MessageParts sample_parts() {
  return {{{1, 0, "multipart/mixed", "", "", 0, ""},
           {2, 1, "multipart/alternative", "", "", 0, ""},
           {3, 2, "text/plain", "", "", 1'204, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
           {4, 2, "text/html", "", "", 8'410, "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"},
           {5, 1, "application/pdf", "請求書_2026-11.pdf", "attachment", 143'220,
            "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"}}};
}

std::string sample_source() {
  std::string source =
      "Return-Path: <bounce@mx7.cheap-track.example>\nFrom: Parcel service <info@parcel-service.example>\nTo: frida@example.com\n"
      "Subject: Your parcel is waiting: pay 1.99 to release it =?utf-8?B?8J+Tpg==?=\nDate: Mon, 23 Nov 2026 10:37:59 +0000\n"
      "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n";
  return source + sample_text();
}

std::string sample_html() {
  return "<!doctype html><meta charset=utf-8><h1>What to plant before the first frost</h1><p>Good morning, Frida. Tulips can still go in "
         "until the ground is hard.</p>";
}

std::string sample_text() {
  return "Dear customer,\n\nWe could not deliver your parcel PX 4471 0098 23 today because the address is not complete.\n\n"
         "To have it sent out again, confirm the address and pay the fee of 1.99 within the next 12 "
         "hours:\nhttps://parcel-service.example/confirm?id=9f2\n\n"
         "> If we do not hear from you, the parcel goes back to the sender.\n\nWith kind regards\nParcel service\n";
}

}  // namespace pratique::gallery
