// Made by tools/make_tokens.py from assets/themes/tokens.json; do not edit. The only place with literal colours and sizes.
// Sizes are logical pixels, times milliseconds. Constants; any thread.
#pragma once
// clang-format off

#include <array>

#include "ui/theme/color.hpp"

namespace pratique::theme {

enum class Tone : unsigned char { Spam, Phish, Virus, Bulk, Policy, Unsure, Allowed, Blocked };  // what a badge or tile says about a message
inline constexpr std::size_t kTones = 8;

struct Palette {
  struct Surface { Color app, base, sunken, chip, raised, hover, selected, pressed, inverse, paper; } surface;
  struct Text { Color primary, secondary, muted, disabled, inverse, inverse_muted, link, inverse_link; } text;
  struct Line { Color divider, strong, control, selection; } line;
  struct Accent { Color fill, hover, pressed, on, soft, soft_on; } accent;
  struct Positive { Color fill, on, text, soft; } positive;
  struct Warning { Color fill, on, text, soft; } warning;
  struct Danger { Color fill, on, text, soft; } danger;
  struct Skeleton { Color base, peak; } skeleton;
  struct Meter { Color track, below, over, far, tick; } meter;
  struct Chart { Color held, delivered, rejected, deferred, idle; float brush_alpha; } chart;
  Color focus, scrim, shadow;  // scrim and shadow carry their alpha
  struct Badge { Color bg, fg; };
  std::array<Badge, kTones> badge;  // by Tone
  bool badge_outline;
};

inline constexpr Palette kLight{
    .surface = {.app = rgb(0xF2F4F7), .base = rgb(0xFFFFFF), .sunken = rgb(0xF7F8FA), .chip = rgb(0xE9EDF2), .raised = rgb(0xFFFFFF), .hover = rgb(0xF0F3F7), .selected = rgb(0xE1EDFD), .pressed = rgb(0xE3E8EF), .inverse = rgb(0x1B2430), .paper = rgb(0xFFFFFF)},
    .text = {.primary = rgb(0x121A26), .secondary = rgb(0x414D5E), .muted = rgb(0x5A6678), .disabled = rgb(0x9AA5B3), .inverse = rgb(0xF4F7FA), .inverse_muted = rgb(0xB4C0CE), .link = rgb(0x0A55BC), .inverse_link = rgb(0x7DB7FF)},
    .line = {.divider = rgb(0xE2E7ED), .strong = rgb(0xCBD3DD), .control = rgb(0x7D8898), .selection = rgb(0x0B5FCC)},
    .accent = {.fill = rgb(0x0B5FCC), .hover = rgb(0x0A54B5), .pressed = rgb(0x08479A), .on = rgb(0xFFFFFF), .soft = rgb(0xE1EDFD), .soft_on = rgb(0x0A4FAE)},
    .positive = {.fill = rgb(0x14754A), .on = rgb(0xFFFFFF), .text = rgb(0x0F6A42), .soft = rgb(0xDFF3E8)},
    .warning = {.fill = rgb(0xA85F00), .on = rgb(0xFFFFFF), .text = rgb(0x854B00), .soft = rgb(0xFDF0D9)},
    .danger = {.fill = rgb(0xC1272D), .on = rgb(0xFFFFFF), .text = rgb(0xAE1F26), .soft = rgb(0xFCE6E6)},
    .skeleton = {.base = rgb(0xEAEEF2), .peak = rgb(0xF4F6F8)},
    .meter = {.track = rgb(0xDFE5EC), .below = rgb(0x14754A), .over = rgb(0xA85F00), .far = rgb(0xC1272D), .tick = rgb(0x414D5E)},
    .chart = {.held = rgb(0x0B5FCC), .delivered = rgb(0x14754A), .rejected = rgb(0xC1272D), .deferred = rgb(0xA85F00), .idle = rgb(0x7E8A9B), .brush_alpha = 0.1F},
    .focus = rgb(0x0B5FCC), .scrim = rgb(0x0C1420, 0.38F), .shadow = rgb(0x0C1420, 0.055F),
    .badge = {{{rgb(0xFDE9D8), rgb(0x93400A)}, {rgb(0xFCE3E4), rgb(0xA61B29)}, {rgb(0xF7E2F3), rgb(0x8A1A7B)}, {rgb(0xDBF0F3), rgb(0x0A6070)}, {rgb(0xE9E6FB), rgb(0x4A3DAE)}, {rgb(0xF5EFCF), rgb(0x6A5600)}, {rgb(0xDDF3E5), rgb(0x11633C)}, {rgb(0xE4E8ED), rgb(0x3A4554)}}},
    .badge_outline = false};

inline constexpr Palette kDark{
    .surface = {.app = rgb(0x0D1218), .base = rgb(0x131A22), .sunken = rgb(0x0F151C), .chip = rgb(0x232D39), .raised = rgb(0x1C2530), .hover = rgb(0x1A232D), .selected = rgb(0x17304F), .pressed = rgb(0x243040), .inverse = rgb(0xE9EEF4), .paper = rgb(0xFFFFFF)},
    .text = {.primary = rgb(0xE8EDF3), .secondary = rgb(0xB9C4D1), .muted = rgb(0x97A4B4), .disabled = rgb(0x5B6878), .inverse = rgb(0x121A26), .inverse_muted = rgb(0x4A5767), .link = rgb(0x7DB7FF), .inverse_link = rgb(0x0A55BC)},
    .line = {.divider = rgb(0x232D38), .strong = rgb(0x34404E), .control = rgb(0x6E7D8F), .selection = rgb(0x6AACFF)},
    .accent = {.fill = rgb(0x6AACFF), .hover = rgb(0x86BCFF), .pressed = rgb(0x9CC8FF), .on = rgb(0x06182E), .soft = rgb(0x17304F), .soft_on = rgb(0xA9CFFF)},
    .positive = {.fill = rgb(0x4CC38A), .on = rgb(0x04200F), .text = rgb(0x62D19B), .soft = rgb(0x12301F)},
    .warning = {.fill = rgb(0xF0B04B), .on = rgb(0x2A1800), .text = rgb(0xF3BE68), .soft = rgb(0x362710)},
    .danger = {.fill = rgb(0xFF8C87), .on = rgb(0x330506), .text = rgb(0xFF9C97), .soft = rgb(0x3D1A1C)},
    .skeleton = {.base = rgb(0x1D2631), .peak = rgb(0x263140)},
    .meter = {.track = rgb(0x2A3542), .below = rgb(0x4CC38A), .over = rgb(0xF0B04B), .far = rgb(0xFF8C87), .tick = rgb(0xB9C4D1)},
    .chart = {.held = rgb(0x6AACFF), .delivered = rgb(0x4CC38A), .rejected = rgb(0xFF8C87), .deferred = rgb(0xF0B04B), .idle = rgb(0x66758A), .brush_alpha = 0.16F},
    .focus = rgb(0x8CC0FF), .scrim = rgb(0x04070B, 0.62F), .shadow = rgb(0x000000, 0.22F),
    .badge = {{{rgb(0x3B2412), rgb(0xFFB985)}, {rgb(0x41191D), rgb(0xFFA3A6)}, {rgb(0x3A1835), rgb(0xF3A3E4)}, {rgb(0x0F3138), rgb(0x7BD3E2)}, {rgb(0x282354), rgb(0xBDB4FF)}, {rgb(0x352E0C), rgb(0xE8D069)}, {rgb(0x12301F), rgb(0x7EDCAB)}, {rgb(0x2A3542), rgb(0xC3CEDA)}}},
    .badge_outline = false};

inline constexpr Palette kContrast{
    .surface = {.app = rgb(0x000000), .base = rgb(0x000000), .sunken = rgb(0x0B0B0B), .chip = rgb(0x1F1F1F), .raised = rgb(0x000000), .hover = rgb(0x262626), .selected = rgb(0x00306B), .pressed = rgb(0x333333), .inverse = rgb(0xFFFFFF), .paper = rgb(0xFFFFFF)},
    .text = {.primary = rgb(0xFFFFFF), .secondary = rgb(0xF0F0F0), .muted = rgb(0xD6D6D6), .disabled = rgb(0x8F8F8F), .inverse = rgb(0x000000), .inverse_muted = rgb(0x2B2B2B), .link = rgb(0x8FD0FF), .inverse_link = rgb(0x003C8F)},
    .line = {.divider = rgb(0x8A8A8A), .strong = rgb(0xB8B8B8), .control = rgb(0xFFFFFF), .selection = rgb(0xFFE14D)},
    .accent = {.fill = rgb(0xFFE14D), .hover = rgb(0xFFEB85), .pressed = rgb(0xFFF3B5), .on = rgb(0x000000), .soft = rgb(0x00306B), .soft_on = rgb(0xFFFFFF)},
    .positive = {.fill = rgb(0x5CF2A0), .on = rgb(0x000000), .text = rgb(0x5CF2A0), .soft = rgb(0x002B14)},
    .warning = {.fill = rgb(0xFFC24D), .on = rgb(0x000000), .text = rgb(0xFFC24D), .soft = rgb(0x2E1D00)},
    .danger = {.fill = rgb(0xFF9C97), .on = rgb(0x000000), .text = rgb(0xFF9C97), .soft = rgb(0x3A0508)},
    .skeleton = {.base = rgb(0x262626), .peak = rgb(0x3A3A3A)},
    .meter = {.track = rgb(0x3D3D3D), .below = rgb(0x5CF2A0), .over = rgb(0xFFC24D), .far = rgb(0xFF9C97), .tick = rgb(0xFFFFFF)},
    .chart = {.held = rgb(0x8FD0FF), .delivered = rgb(0x5CF2A0), .rejected = rgb(0xFF9C97), .deferred = rgb(0xFFC24D), .idle = rgb(0xB8B8B8), .brush_alpha = 0.3F},
    .focus = rgb(0xFFE14D), .scrim = rgb(0x000000, 0.8F), .shadow = rgb(0x000000, 0.0F),
    .badge = {{{rgb(0x000000), rgb(0xFFC78F)}, {rgb(0x000000), rgb(0xFFADAF)}, {rgb(0x000000), rgb(0xFFB3F2)}, {rgb(0x000000), rgb(0x8DE7F7)}, {rgb(0x000000), rgb(0xCFC8FF)}, {rgb(0x000000), rgb(0xFFE98A)}, {rgb(0x000000), rgb(0x8CF5BE)}, {rgb(0x000000), rgb(0xE0E0E0)}}},
    .badge_outline = true};

namespace space {
inline constexpr float k0 = 0.0F, k1 = 4.0F, k2 = 8.0F, k3 = 12.0F, k4 = 16.0F, k5 = 20.0F, k6 = 24.0F, k8 = 32.0F, k10 = 40.0F, k12 = 48.0F, k16 = 64.0F;
}  // namespace space

namespace radius {
inline constexpr float kNone = 0.0F, kXs = 3.0F, kSm = 5.0F, kMd = 8.0F, kLg = 12.0F, kXl = 16.0F, kPill = 999.0F;
}  // namespace radius

namespace stroke {
inline constexpr float kHair = 1.0F, kControl = 1.0F, kFocus = 2.0F, kFocusGap = 2.0F, kSelectionBar = 3.0F, kMeter = 4.0F;
}  // namespace stroke

namespace size {
inline constexpr float kHeader = 56.0F, kBottomBar = 56.0F, kSelectionBar = 48.0F, kStatusBar = 28.0F, kHistogram = 44.0F;
namespace row {
inline constexpr float kLine = 36.0F, kCompact = 56.0F, kComfortable = 76.0F, kTouch = 92.0F, kLog = 40.0F, kLogTouch = 64.0F, kList = 48.0F, kMenu = 32.0F, kMenuTouch = 44.0F;
}  // namespace row
namespace control {
inline constexpr float kSm = 28.0F, kMd = 32.0F, kLg = 40.0F, kTouch = 44.0F;
}  // namespace control
namespace target {
inline constexpr float kMin = 24.0F, kTouch = 44.0F;
}  // namespace target
namespace icon {
inline constexpr float kSm = 14.0F, kMd = 16.0F, kLg = 20.0F, kXl = 24.0F, kTile = 36.0F;
}  // namespace icon
namespace badge {
inline constexpr float kHeight = 20.0F, kPadX = 7.0F;
}  // namespace badge
namespace meter {
inline constexpr float kWidth = 56.0F, kHeight = 4.0F, kTick = 8.0F;
}  // namespace meter
namespace nav {
inline constexpr float kFull = 224.0F, kRail = 64.0F;
}  // namespace nav
namespace list {
inline constexpr float kMin = 400.0F, kIdeal = 504.0F, kMax = 680.0F;
}  // namespace list
namespace preview {
inline constexpr float kMin = 420.0F, kMeasure = 720.0F;
}  // namespace preview
namespace toast {
inline constexpr float kWidth = 420.0F;
}  // namespace toast
namespace dialog {
inline constexpr float kSm = 400.0F, kMd = 560.0F, kPalette = 640.0F;
}  // namespace dialog
}  // namespace size

namespace breakpoints {
inline constexpr float kThree = 1200.0F, kTwo = 760.0F;
}  // namespace breakpoints

namespace brand_mark {
inline constexpr Color kTile = rgb(0x12304F), kFlag = rgb(0xFFC933), kStaff = rgb(0xFFFFFF);
}  // namespace brand_mark

enum class Type : unsigned char { Micro, Meta, Small, Body, BodyStrong, Heading, Subject, Page, Display, Mono };
struct TypeStyle { float size, line; bool semibold, mono; };
inline constexpr TypeStyle kTypeScale[] = {
    {11.0F, 16.0F, true, false},  // micro
    {12.0F, 16.0F, false, false},  // meta
    {13.0F, 18.0F, false, false},  // small
    {14.0F, 20.0F, false, false},  // body
    {14.0F, 20.0F, true, false},  // bodyStrong
    {16.0F, 24.0F, true, false},  // heading
    {20.0F, 28.0F, true, false},  // subject
    {24.0F, 32.0F, true, false},  // page
    {30.0F, 38.0F, true, false},  // display
    {13.0F, 20.0F, false, true},  // mono
};
inline constexpr float kTouchDelta = 1.0F;

namespace motion {  // milliseconds
inline constexpr int kInstant = 0, kFast = 90, kBase = 150, kSlow = 220, kUndoWindow = 10000, kToast = 6000, kSkeletonDelay = 180, kSkeletonCycle = 1200, kHoverIntent = 350;
}  // namespace motion

struct Elevation { int layers; float y; };
namespace elevation {
inline constexpr Elevation kFlat{0, 0.0F};
inline constexpr Elevation kCard{2, 1.0F};
inline constexpr Elevation kPopup{6, 3.0F};
inline constexpr Elevation kDialog{10, 5.0F};
}  // namespace elevation

}  // namespace pratique::theme
