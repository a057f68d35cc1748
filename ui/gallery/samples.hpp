// The mail and the people of the scenes: invented, in many scripts, with one of every kind of trouble. Pure; any thread.
#pragma once

#include <vector>

#include "client/store/app_state.hpp"

namespace pratique::gallery {

// Monday, 23 November 2026, 10:42 UTC: every scene's now.
[[nodiscard]] base::WallTime now();
[[nodiscard]] std::vector<api::MessageSummary> sample_rows();  // newest first, of the last three days
[[nodiscard]] api::Me sample_reader();
[[nodiscard]] api::Histogram sample_histogram(std::int64_t total);  // adds up to `total`, 30 days
[[nodiscard]] api::MessageDetail sample_newsletter_detail();        // of the first row
[[nodiscard]] api::MessageDetail sample_phishing_detail();
void add_sample_findings(api::MessageDetail& detail);  // warnings, links, files and a list entry, for the phishing one
[[nodiscard]] api::MessageHeaders sample_headers();
[[nodiscard]] api::MessageParts sample_parts();
[[nodiscard]] std::string sample_source();
[[nodiscard]] std::string sample_html();
[[nodiscard]] std::string sample_text();
[[nodiscard]] std::vector<api::ListEntry> sample_entries();        // allowed ones, one of the domain's
[[nodiscard]] store::ListForm sample_form();                       // with its preview
[[nodiscard]] std::vector<api::ReleaseRequest> sample_requests();  // one is the reader's own, one is answered

[[nodiscard]] store::Reports sample_reports();                       // just reported, and the history
[[nodiscard]] std::vector<store::ReportFile> sample_report_files();  // to be reported

[[nodiscard]] std::vector<api::MessageSummary> sample_log_rows();       // one of each fate
[[nodiscard]] api::Histogram sample_log_histogram(std::int64_t total);  // by status, 30 days
[[nodiscard]] api::MessageDetail sample_rejected_detail();              // of the third row; nothing of it is kept
[[nodiscard]] api::Health sample_health();

}  // namespace pratique::gallery
