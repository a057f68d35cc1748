"""The words of the demo's mail, all invented: people, senders, and short texts in many scripts."""

from dataclasses import dataclass

DOMAIN = "demo.example"
# login -> display name; weights say who gets how much mail.
PEOPLE = {"frida": ("Frida Lindqvist", 55), "bob": ("Bob Marsh", 18), "office": ("Harbour office", 14), "postmaster": ("Postmaster", 6), "nadia": ("Nadia Haddad", 7)}


@dataclass(frozen=True)
class Tongue:
    """Something a real person or a spammer could have written in one language."""

    code: str
    sender: str
    domain: str
    charset: str  # an old one that can spell it; utf-8 is always possible
    subject: str
    lines: tuple
    file_name: str


TONGUES = (
    Tongue("en", "Alma Whitcombe", "tidewater-supplies.example", "us-ascii", "Quote for the mooring lines you asked about",
           ("Good morning,", "the 24 mm lines are in stock again. We can hold forty metres for you until Friday.", "Shall I book them? Alma"), "quote.pdf"),
    Tongue("de", "Jörg Möller", "segelmacherei-nord.example", "iso-8859-1", "Rückfrage zu Ihrem Großsegel: Maße prüfen",
           ("Guten Tag,", "bevor wir zuschneiden, müssten wir die Länge des Unterlieks noch einmal hören. Im Plan steht 4,20 m, am Telefon waren es 4,02 m.", "Viele Grüße, Jörg Möller"), "Maße für Großsegel.pdf"),
    Tongue("fr", "Hélène Carré", "chantier-du-phare.example", "iso-8859-15", "Votre créneau de mise à l'eau est déplacé",
           ("Bonjour,", "la grue est en révision mardi. Nous vous proposons jeudi à 9 h 30, au même prix de 180 €.", "À bientôt, Hélène"), "créneau.pdf"),
    Tongue("pl", "Łukasz Żebrowski", "port-zolty.example", "iso-8859-2", "Zgłoszenie gości na sobotnią regatę: lista",
           ("Dzień dobry,", "w załączeniu lista łodzi. Proszę potwierdzić miejsca przy pomoście do czwartku.", "Pozdrawiam, Łukasz"), "łodzie.pdf"),
    Tongue("ru", "Ольга Севцова", "morskoy-sklad.example", "koi8-r", "Счёт за хранение парусов в ноябре",
           ("Здравствуйте!", "Напоминаем, что счёт за хранение можно оплатить до конца недели. Если вы уже оплатили, ничего делать не нужно.", "Ольга Севцова"), "счёт.pdf"),
    Tongue("uk", "Тарас Гнатюк", "liman-yacht.example", "windows-1251", "Зміна розкладу порома на вихідні",
           ("Добрий день!", "У суботу пором вирушає о 8:40 замість 9:10. Зворотний рейс без змін.", "Тарас"), "розклад.pdf"),
    Tongue("el", "Νίκος Βασιλάκης", "kima-marina.example", "iso-8859-7", "Επιβεβαίωση θέσης ελλιμενισμού για τον Δεκέμβριο",
           ("Καλημέρα σας,", "η θέση 14 είναι κρατημένη στο όνομά σας από την Παρασκευή.", "Με εκτίμηση, Νίκος"), "θέση 14.pdf"),
    Tongue("ar", "ليلى منصور", "marsa-alnoor.example", "windows-1256", "تذكير: موعد فحص القارب يوم الأحد الساعة 10:30",
           ("السلام عليكم،", "نذكركم بموعد فحص القارب يوم الأحد. يرجى إحضار دفتر المحرك رقم B-204.", "مع التحية، ليلى"), "فحص القارب.pdf"),
    Tongue("fa", "کاوه رستمی", "bandar-abi.example", "utf-8", "فاکتور تعمیر موتور قایق شما آماده است",
           ("سلام،", "فاکتور تعمیر موتور را می‌توانید همین هفته بردارید.", "کاوه"), "فاکتور.pdf"),
    Tongue("he", "נועם ברק", "mifras-lavan.example", "iso-8859-8", "הצעת מחיר: צביעת תחתית הסירה (12 מטר)",
           ("שלום רב,", "המחיר כולל שתי שכבות צבע ושטיפה. ההצעה בתוקף עד 30 בנובמבר.", "נועם"), "הצעה.pdf"),
    Tongue("hi", "मीरा जोशी", "lahar-travels.example", "utf-8", "शनिवार की नौका यात्रा: टिकटों की पुष्टि",
           ("नमस्ते,", "आपकी चार सीटें पक्की हैं। कृपया घाट पर पंद्रह मिनट पहले पहुँचें।", "मीरा"), "टिकट.pdf"),
    Tongue("bn", "রাহুল সেন", "nodi-path.example", "utf-8", "নৌকার যন্ত্রাংশ পাঠানো হয়েছে",
           ("নমস্কার,", "আপনার ফরমাশ আজ সকালে পাঠানো হয়েছে, তিন দিনের মধ্যে পৌঁছাবে।", "রাহুল"), "তালিকা.pdf"),
    Tongue("ta", "கவிதா ராஜன்", "alai-kadai.example", "utf-8", "படகு பராமரிப்பு நேரம் மாற்றப்பட்டது",
           ("வணக்கம்,", "பராமரிப்பு திங்கட்கிழமைக்கு மாற்றப்பட்டது. தயவுசெய்து உறுதிப்படுத்தவும்.", "கவிதா"), "நேரம்.pdf"),
    Tongue("th", "สมชาย ใจดี", "tha-ruea.example", "tis-620", "แจ้งเลื่อนนัดตรวจเครื่องยนต์เรือ",
           ("เรียนลูกค้า", "ขอเลื่อนนัดตรวจเครื่องยนต์ไปเป็นวันพุธ เวลา 13.00 น. หากไม่สะดวกโปรดแจ้งกลับ", "สมชาย"), "นัดหมาย.pdf"),
    Tongue("ja", "高橋 美咲", "minato-kobo.example", "iso-2022-jp", "【ご確認】桟橋の予約日が変更になりました",
           ("いつもお世話になっております。", "台風の影響により、ご予約日を十二月三日に変更させていただきました。ご都合が悪い場合はお知らせください。", "高橋"), "予約の変更.pdf"),
    Tongue("zh-CN", "陈海波", "lanwan-chuanye.example", "gb18030", "关于贵司订购的二十四米缆绳的发货通知",
           ("您好：", "缆绳已于今早发出，预计四天后到达。如需更改收货地址，请今天内回复。", "陈海波"), "发货单.pdf"),
    Tongue("zh-TW", "林怡君", "gangdu-hanghai.example", "big5", "帆船保養報價單（第二版）",
           ("您好，", "附上更新後的報價單，已扣除上次的訂金。", "林怡君"), "報價單.pdf"),
    Tongue("ko", "박서준", "badabit.example", "euc-kr", "선착장 사용료 안내 및 납부 기한",
           ("안녕하세요.", "이번 달 선착장 사용료는 30일까지 납부하시면 됩니다.", "박서준 드림"), "안내문.pdf"),
    Tongue("ka", "ნინო ბერიძე", "talgha.example", "utf-8", "ნავსადგურის ახალი წესები დეკემბრიდან",
           ("გამარჯობა,", "გიგზავნით ახალ წესებს. კითხვების შემთხვევაში მომწერეთ.", "ნინო"), "წესები.pdf"),
    Tongue("vi", "Nguyễn Thuý Hạnh", "ben-song-xanh.example", "utf-8", "Xác nhận đặt chỗ neo thuyền từ thứ Sáu",
           ("Kính chào,", "Chỗ neo số 7 đã được giữ cho quý vị trong ba ngày.", "Hạnh"), "xác nhận.pdf"),
    Tongue("tr", "Gülşah Çetin", "yelken-evi.example", "iso-8859-9", "Kış bakımı için gün seçmeniz gerekiyor",
           ("Merhaba,", "Kasım ayında üç boş günümüz kaldı. Hangisi size uyar?", "Gülşah"), "günler.pdf"),
    Tongue("emoji", "Club 🌊 Regatta", "splash-club.example", "utf-8", "⛵️ Saturday race is on! 👩🏽‍✈️ + 👨‍👩‍👧‍👦 welcome 🇸🇪",
           ("Ahoy 👋", "Start 10:00, wind 4–5, soup for everyone afterwards 🍲. Tell us how many you are.", "See you! 🧜🏻‍♀️"), "route-🗺️.pdf"),
)

SPAM_OFFERS = (
    ("Your basket of lucky numbers was drawn", "Golden Ferry Lottery", "golden-ferry-draw.example", "Your e-mail address was drawn among four hundred thousand. Answer within two days with your full name and a telephone number so that the courier can find you."),
    ("Watches like the captain wears, 85 % less", "Replica Quay", "replica-quay.example", "The same weight, the same dial, nobody will ask. Orders placed today travel free of charge."),
    ("RE: RE: the loan you were promised", "Fast Anchor Credit", "fast-anchor-credit.example", "No papers, no questions, money in your account before lunch. We have kept a contract ready for you since Tuesday."),
    ("He lost 14 kg on a boat. Doctors are silent", "Sea Slim Letter", "sea-slim.example", "One spoon of this algae in the morning and the belly goes. Read what three sailors told us."),
    ("Cheap pills without a prescription", "Blue Dock Pharmacy", "blue-dock-rx.example", "Discreet parcels, worldwide, paid when they arrive. The list of what we have is long."),
    ("We can put your site on page one", "Rank Harbour", "rank-harbour.example", "I looked at your website this morning and found eleven mistakes that keep customers away. May I send you the list and a price?"),
    ("URGENT BUSINESS PROPOSAL FROM A WIDOW", "Mrs. Adelina Crowe", "crowe-estate.example", "My late husband left a sum that I cannot move alone. You were recommended to me as an honest person. Please treat this as secret."),
    ("Investors are buying this coin before Monday", "Coin Current", "coin-current.example", "It stood at four cents yesterday. Those who came early last time do not work any more. The room closes on Sunday."),
    ("Your invoice was used in our new stone sample box", "Qing Stone Export", "qing-stone-export.example", "Dear manager, we make harbour pavement and mooring stone, good price, fast ship. Please tell us quantity."),
    ("Lonely in the port tonight?", "Marina", "night-quay.example", "I saw your picture and I think that we would laugh together. Write to my private address, not here."),
)

PHISHING = (
    ("Your parcel waits at the customs desk: 1.99 to pay", "Parcel Service", "parcel-service.example", "parcel-desk-fee.example", "Pay the fee", "A parcel for you could not be handed over because a fee of 1.99 is open. It goes back to the sender in 24 hours."),
    ("Your mailbox is 99 % full", "IT Helpdesk", "demo.example", "mailbox-quota.example", "Keep my mailbox", "Messages are already being returned. Confirm your password to get five more gigabytes."),
    ("Unusual sign-in from a new place", "Account Guard", "northbank.example", "northbank-verify.example", "This was not me", "Somebody signed in to your account from a device that we do not know. If it was not you, lock the account now."),
    ("Bob shared “Salaries 2027.xlsx” with you", "Bob Marsh", "demo.example", "doc-share-view.example", "Open the file", "Bob Marsh has shared a file with you. The link works until midnight."),
    ("Payment returned: check your bank details", "Northbank", "northbank.example", "203.0.113.66", "Check details", "A payment of 248.10 could not be booked. Check the details that we have of you."),
    ("Voice message, 0:42, from an unknown number", "Voice Desk", "voice-desk.example", "voicedesk-listen.example", "Listen", "You have a new voice message. It is kept for three days."),
    ("Are you at your desk? I need a quick favour", "Astrid Falk, director", "director-falk.example", "post.example", "", "I am in a meeting and cannot talk. I need you to buy six gift cards for a client today. Send me the codes here, I will pay you back on Monday."),
)

NEWSLETTERS = (
    ("Slow Tides", "letters.slow-tides.example", "Slow Tides No. {n}: how a lighthouse keeps time", "Three long reads for a rainy Sunday: a lens that floats on mercury, a keeper who wrote down every ship, and bread baked on a buoy."),
    ("Rope & Canvas", "news.rope-and-canvas.example", "New in the loft: winter covers, 15 % until Sunday", "Cut to your measures in nine days. The grey that everyone asked for is back."),
    ("Harbour Museum", "museum.example", "December at the museum: night of the model ships", "On the 12th we open until midnight, with soup and shanties. Members come in free."),
    ("Dockside Records", "mail.dockside-records.example", "Fresh vinyl: {n} arrivals this week", "From fado to foghorns. The foghorns are better than you think."),
    ("Crew Finder", "crew-finder.example", "{n} people look for a berth near you", "A cook with a sense of humour, two students with life jackets, one retired pilot."),
    ("Green Locker", "hello.green-locker.example", "Your points end on the 30th", "You have 240 points, enough for a lamp or half a jacket."),
    ("Open Chart Project", "lists.open-chart.example", "[open-chart] Release 4.{n}: depth contours redone", "Contours are now smoothed along the slope. Please test with your own soundings before the weekend."),
    ("Kaffe & Kaj", "kaffe-och-kaj.example", "Veckans bönor: en mörk rost från högländerna", "Beställ före torsdag så rostar vi på fredag. Fraktfritt över 300 kr."),
)

INVOICES = (
    ("Invoice {n} for November", "Tidewater Supplies", "tidewater-supplies.example", "Please find attached the invoice for your order of 3 November. Payable within 14 days."),
    ("Reminder: invoice {n} is open", "Crane Works", "crane-works.example", "Perhaps it escaped your notice: invoice {n} has been due since last week. A copy is attached."),
    ("Your electricity statement {n}", "Quay Power", "quay-power.example", "Your statement for berth 14 is attached. You need not do anything, the amount is debited on the 28th."),
    ("Credit note {n}", "Segelmacherei Nord", "segelmacherei-nord.example", "As agreed we credit the second seam. The note is attached."),
)

BLOCKED_FILES = (("Scan_{n}.pdf.exe", "application/octet-stream"), ("drawing_{n}.js", "text/javascript"), ("order_{n}.iso", "application/x-iso9660-image"),
                 ("macros_{n}.docm", "application/vnd.ms-word.document.macroEnabled.12"), ("backup_{n}.zip", "application/zip"), ("setup_{n}.scr", "application/octet-stream"))
VIRUS_NAMES = ("Demo.Trojan.Anchor-1", "Demo.Downloader.Bilge-7", "Demo.Macro.Keel-3")

WAVE = ("Final notice about berth fee {n}", "Port Authority Payments", "port-fees-desk.example",
        "Our records show that the berth fee with the number {n} has not been paid. To avoid removal of the vessel pay through the page below before {day}.")
