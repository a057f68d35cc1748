#include <chrono>

#include "ui/gallery/samples.hpp"

namespace pratique::gallery {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Class = api::MessageClass;

struct Draft {
  const char* id;
  int day;     // of November 2026
  int minute;  // of the day, UTC
  Class message_class;
  double score;
  const char* name;
  const char* address;
  const char* subject;
  const char* snippet;
  int files = 0;
  int wave = 0;
  bool mismatch = false;
  bool seen = false;
  bool worth = false;
  const char* recipient = "frida@example.com";
};

constexpr int at(int hour, int minute) {
  return hour * 60 + minute;
}

constexpr Draft kDrafts[] = {
    {.id = "m01",
     .day = 23,
     .minute = at(10, 38),
     .message_class = Class::Phish,
     .score = 14.2,
     .name = "Parcel service",
     .address = "info@parcel-service.example",
     .subject = "Your parcel is waiting: pay 1.99 to release it 📦",
     .snippet = "We could not deliver your parcel today. To have it sent out again, confirm the address",
     .wave = 38,
     .mismatch = true},
    {.id = "m02",
     .day = 23,
     .minute = at(10, 21),
     .message_class = Class::Bulk,
     .score = 6.4,
     .name = "Weekly Gardener",
     .address = "news@weekly-gardener.example",
     .subject = "What to plant before the first frost 🌷",
     .snippet = "Tulips can still go in until the ground is hard. This week: bulbs, bare-root roses and a letter",
     .worth = true},
    {.id = "m03",
     .day = 23,
     .minute = at(9, 57),
     .message_class = Class::Unsure,
     .score = 6.1,
     .name = "Riverside Rowing Club",
     .address = "captain@riverside-rowing.example",
     .subject = "Thursday outing moved to 17:30",
     .snippet = "Hello all, the lock is closed on Thursday morning, so we start later and",
     .worth = true},
    {.id = "m04",
     .day = 23,
     .minute = at(9, 40),
     .message_class = Class::Virus,
     .score = 31.5,
     .name = "Accounts",
     .address = "accounts@supply-invoices.example",
     .subject = "Invoice 2026-1187 overdue – second reminder",
     .snippet = "Please find the invoice enclosed. Open the document and allow editing to see the amount",
     .files = 1,
     .mismatch = true},
    {.id = "m05",
     .day = 23,
     .minute = at(9, 12),
     .message_class = Class::Spam,
     .score = 18.9,
     .name = "新春特卖会",
     .address = "promo@nian-huo.example",
     .subject = "【限时优惠】全场五折，仅限今天 🎉",
     .snippet = "尊敬的客户：年度大促已经开始，点击领取您的专属优惠券，数量有限，先到先得。",
     .wave = 112},
    {.id = "m06",
     .day = 23,
     .minute = at(8, 55),
     .message_class = Class::Spam,
     .score = 12.7,
     .name = "مركز الجوائز",
     .address = "win@jawaez.example",
     .subject = "تهانينا! لقد ربحت قسيمة شراء بقيمة ٥٠٠",
     .snippet = "اضغط هنا لاستلام جائزتك قبل انتهاء العرض مساء اليوم.",
     .seen = true},
    {.id = "m07",
     .day = 23,
     .minute = at(8, 41),
     .message_class = Class::Phish,
     .score = 16.3,
     .name = "Служба поддержки",
     .address = "support@bank-zashchita.example",
     .subject = "Ваш счёт заблокирован: подтвердите данные",
     .snippet = "Мы заметили необычную активность и временно ограничили доступ к счёту.",
     .mismatch = true,
     .seen = true},
    {.id = "m08",
     .day = 23,
     .minute = at(8, 32),
     .message_class = Class::Unsure,
     .score = 6.8,
     .name = "株式会社サンプル商事",
     .address = "keiri@sample-shoji.example",
     .subject = "請求書送付のご案内（11月分）",
     .snippet = "いつもお世話になっております。11月分の請求書をお送りいたします。",
     .files = 1,
     .worth = true},
    {.id = "m09",
     .day = 23,
     .minute = at(8, 3),
     .message_class = Class::Policy,
     .score = 2.1,
     .name = "Payroll team",
     .address = "payroll@example.com",
     .subject = "Updated travel claim form",
     .snippet = "Please use the new form from December on. It has the new rates.",
     .files = 1,
     .seen = true,
     .recipient = "office@example.com"},
    {.id = "m10",
     .day = 23,
     .minute = at(7, 44),
     .message_class = Class::Spam,
     .score = 22.0,
     .name = "Coin Signals Club",
     .address = "vip@coin-signals.example",
     .subject = "🚀 300% in 30 days – guaranteed by our robot",
     .snippet = "Only nine places are left in the group. Our robot trades while you sleep",
     .wave = 9,
     .seen = true},
    {.id = "m11",
     .day = 22,
     .minute = at(22, 14),
     .message_class = Class::Bulk,
     .score = 7.2,
     .name = "동네 서점",
     .address = "news@dongne-books.example",
     .subject = "11월 새 책 소식과 작가와의 만남",
     .snippet = "이번 달에 들어온 새 책을 소개합니다. 금요일 저녁에는 작가와의 만남이 있습니다.",
     .seen = true},
    {.id = "m12",
     .day = 22,
     .minute = at(18, 5),
     .message_class = Class::Spam,
     .score = 9.4,
     .name = "दीपावली ऑफ़र",
     .address = "offers@tyohar.example",
     .subject = "आपके लिए विशेष छूट: केवल आज तक",
     .snippet = "नमस्ते, हमारे त्योहार के विशेष प्रस्ताव का लाभ उठाएँ।"},
    {.id = "m13",
     .day = 22,
     .minute = at(11, 20),
     .message_class = Class::Bulk,
     .score = 8.3,
     .name = "Rail Timetables",
     .address = "changes@timetables.example",
     .subject = "Changed departures from 14 December",
     .snippet = "Eleven lines get a new timetable. Your saved lines are marked below.",
     .seen = true},
    {.id = "m14",
     .day = 22,
     .minute = at(6, 30),
     .message_class = Class::Spam,
     .score = 11.1,
     .name = "",
     .address = "kunde-4471@sehr-lange-absenderadresse-ohne-namen.example",
     .subject = "",
     .snippet = "Sehr geehrter Kunde, Ihr Guthaben verfällt in Kürze."},
    {.id = "m15",
     .day = 21,
     .minute = at(16, 20),
     .message_class = Class::Bulk,
     .score = 9.9,
     .name = "Outdoor Outlet",
     .address = "sale@outdoor-outlet.example",
     .subject = "⛺ Half price on tents until midnight, and on everything else that keeps you dry on a long walk in November",
     .snippet = "Only today and only while stocks last.",
     .seen = true},
    {.id = "m16",
     .day = 21,
     .minute = at(3, 35),
     .message_class = Class::Bulk,
     .score = 7.0,
     .name = "קולנוע הנמל",
     .address = "news@kolnoa.example",
     .subject = "הקרנות השבוע ב־Cinema 7: כרטיסים ב־20% הנחה",
     .snippet = "השבוע ארבע בכורות, וגם הקרנה מיוחדת לילדים.",
     .seen = true},
};

api::MessageSummary built(const Draft& draft) {
  api::MessageSummary row;
  row.id = {draft.id};
  row.received_at = std::chrono::sys_days(std::chrono::year(2026) / 11 / draft.day) + minutes(draft.minute);
  row.header_from = {draft.name, draft.address};
  row.envelope_from = draft.mismatch ? "bounce@mx7.cheap-track.example" : draft.address;
  row.envelope_mismatch = draft.mismatch;
  row.recipient = draft.recipient;
  row.subject = draft.subject;
  row.snippet = draft.snippet;
  row.size_bytes = draft.files > 0 ? 186'400 : draft.message_class == Class::Bulk ? 48'200 : 12'100;
  row.attachment_count = draft.files;
  row.has_attachments = draft.files > 0;
  if (draft.wave > 0) row.wave = {"wave", draft.wave};
  row.worth_a_look = draft.worth;
  row.message_class = draft.message_class;
  row.score = draft.score;
  row.threshold = 6.0;
  row.seen = draft.seen;
  return row;
}

}  // namespace

base::WallTime now() {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + hours(10) + minutes(42);
}

std::vector<api::MessageSummary> sample_rows() {
  std::vector<api::MessageSummary> rows;
  for (const Draft& draft : kDrafts) rows.push_back(built(draft));
  return rows;
}

api::Me sample_reader() {
  api::Me me;
  me.id = {"u1"};
  me.login = "frida@example.com";
  me.role = api::Role::Email;
  me.addresses = {"frida@example.com", "office@example.com", "f.berg@example.com"};
  me.undo_window_secs = 10;
  me.retention_days = 30;
  return me;
}

api::Histogram sample_histogram(std::int64_t total) {
  constexpr int kShape[30] = {14, 12, 19, 18, 6,  4,  17, 18, 22, 18, 9, 7,  15, 18, 22,
                              17, 18, 8,  6,  20, 26, 28, 58, 26, 10, 7, 20, 26, 4,  10};
  api::Histogram histogram;
  const auto first = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) - std::chrono::days(29);
  std::int64_t left = total;
  for (int day = 29; day >= 0; --day) {
    std::int64_t count = day >= 28 ? kShape[day] : total > 100 ? kShape[day] * 3 : left;
    if (day == 0 || count > left) count = left;
    left -= count;
    if (count > 0) histogram.bars.insert(histogram.bars.begin(), {first + std::chrono::days(day), count, {}});
  }
  return histogram;
}

}  // namespace pratique::gallery
