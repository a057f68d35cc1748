// A page of the portal as a brand wants it: its name in the title, its logo, its colours before any script runs, and what scripts need to
// know, as <meta name="pratique-brand">. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "node/handlers/brand_directory.hpp"

namespace pratique::http {

[[nodiscard]] std::string branded_page(std::string_view html, const handlers::HostBrand& brand);
// /manifest.webmanifest (W3C Web Application Manifest)
[[nodiscard]] std::string web_manifest(const handlers::HostBrand& brand);

}  // namespace pratique::http
