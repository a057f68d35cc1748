"""The kinds of mail in the demo: each function gives a draft, the kind of verdict, and the facts the verdict speaks of."""

from dataclasses import dataclass, field
from datetime import datetime, timezone

from demo import attachments, phrases
from demo.mime_writer import Attachment, Draft

_RACE_DAY = datetime(2026, 12, 5, 9, 0, tzinfo=timezone.utc)


@dataclass
class Case:
    draft: Draft
    verdict: str
    envelope_from: str  # empty: the null reverse-path
    host: str
    facts: dict = field(default_factory=dict)
    smtputf8: bool = False


def _to(rng):
    login = rng.choices(list(phrases.PEOPLE), [weight for _, weight in phrases.PEOPLE.values()])[0]
    return phrases.PEOPLE[login][0], f"{login}@{phrases.DOMAIN}"


def _number(rng):
    return rng.randint(1000, 99999)


def _bounce_address(domain, to_address, rng):
    return f"bounce-{rng.getrandbits(24):06x}-{to_address.replace('@', '=')}@{domain}"


def newsletter(rng):
    name, domain, subject, teaser = rng.choice(phrases.NEWSLETTERS)
    to_name, to_address = _to(rng)
    subject = subject.format(n=rng.randint(3, 240))
    off = f"https://{domain}/off?u={rng.getrandbits(32):08x}"
    html = f"""<!DOCTYPE html><html><head><style>.box{{max-width:600px;margin:auto;font-family:Georgia,serif}} .go{{background:#0b5;color:#fff;padding:10px 18px}}</style></head>
<body><div class="box"><img src="https://img.{domain}/head.jpg" width="600" height="160" alt="{name}">
<h1>{subject}</h1><p>{teaser}</p><p><a class="go" href="https://{domain}/read/{rng.randint(10, 999)}">Read on</a></p>
<img src="https://img.{domain}/pic-{rng.randint(1, 99)}.jpg" width="280" height="180" alt=""> <img src="https://img.{domain}/pic-{rng.randint(1, 99)}.jpg" width="280" height="180" alt="">
<p style="font-size:12px;color:#777">You get this letter because you asked for it. <a href="{off}">Leave the list</a></p>
<img src="https://t.{domain}/o/{rng.getrandbits(48):012x}.gif" width="1" height="1" alt=""></div></body></html>
"""
    headers = [("List-Id", f"{name} <list.{domain}>"), ("List-Unsubscribe", f"<{off}>, <mailto:leave@{domain}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
               ("Precedence", "bulk")]
    draft = Draft(name, f"letter@{domain}", to_name, to_address, subject, f"{teaser}\n\nLeave the list: {off}\n", html, headers=headers)
    return Case(draft, "newsletter", _bounce_address(domain, to_address, rng), f"out{rng.randint(1, 9)}.{domain}")


def spam(rng):
    subject, name, domain, text = rng.choice(phrases.SPAM_OFFERS)
    to_name, to_address = _to(rng)
    link = f"http://{rng.choice(('go', 'www', 'best'))}.{domain}/{rng.getrandbits(32):08x}"
    html = ""
    if rng.random() < 0.6:
        html = f'<html><body><p>{text}</p><p><a href="{link}"><b>{link}</b></a></p><font color="#ffffff" size="1">{" ".join(rng.choice(("wharf", "lamp", "spoon", "gull", "tar")) for _ in range(30))}</font></body></html>\n'
    if rng.random() < 0.2:
        subject = subject.upper()
    draft = Draft(name, f"{rng.choice(('info', 'team', 'best.offer', 'news'))}@{domain}", to_name, to_address, subject, f"{text}\n\n{link}\n", html)
    return Case(draft, "spam", f"{rng.getrandbits(32):08x}@{domain}", f"host-{rng.randint(2, 250)}.dynamic.example", {"target": domain})


def phishing(rng):
    subject, name, shown, target, button, text = rng.choice(phrases.PHISHING)
    to_name, to_address = _to(rng)
    link = f"http://{target}/{rng.getrandbits(32):08x}/login?u={to_address}"
    html = ""
    if button:
        html = (f'<html><body style="font-family:Arial"><p><b>{name}</b></p><p>Dear {to_name},</p><p>{text}</p>'
                f'<p><a href="{link}">https://www.{shown}/account</a></p><p><a href="{link}" style="background:#c00;color:#fff;padding:8px 16px">{button}</a></p></body></html>\n')
    headers = [] if button else [("Reply-To", f"falk.director.{rng.randint(10, 99)}@post.example")]
    draft = Draft(name, f"service@{shown}", to_name, to_address, subject, f"Dear {to_name},\n\n{text}\n" + (f"\n{link}\n" if button else ""), html, headers=headers)
    return Case(draft, "phish", f"www-data@vps{rng.randint(100, 999)}.cheap-host.example", f"vps{rng.randint(100, 999)}.cheap-host.example", {"target": target, "shown": shown})


def invoice(rng):
    subject, name, domain, text = rng.choice(phrases.INVOICES)
    to_name, to_address = _to(rng)
    number = _number(rng)
    body = text.format(n=number)
    lines = [f"Amount: {rng.randint(20, 900)}.{rng.randint(0, 99):02d}", "Payable within 14 days", f"Customer: {to_name}"]
    files = [Attachment(f"invoice-{number}.pdf", "application/pdf", attachments.pdf(f"Invoice {number}", lines))]
    if rng.random() < 0.3:
        files.append(Attachment(f"delivery-{number}.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", attachments.document([f"Delivery {number}", *lines])))
    if rng.random() < 0.25:
        files.append(Attachment("statement.zip", "application/zip", attachments.zipped({f"statement-{number}.csv": "date;amount\r\n2026-11-03;120.00\r\n"})))
    draft = Draft(name, f"accounts@{domain}", to_name, to_address, subject.format(n=number), f"Dear {to_name},\n\n{body}\n\nKind regards\n{name}\n", attachments=files)
    return Case(draft, rng.choice(("unsure", "unsure", "forwarded")), f"accounts@{domain}", f"mail.{domain}")


def blocked_file(rng):
    to_name, to_address = _to(rng)
    number = _number(rng)
    name, kind = rng.choice(phrases.BLOCKED_FILES)
    name = name.format(n=number)
    content = attachments.disk_image(rng) if name.endswith(".iso") else attachments.zipped({"tool.exe": attachments.program(rng)}) if name.endswith(".zip") else attachments.program(rng)
    draft = Draft("Tomas Ek", "tomas@crane-works.example", to_name, to_address, f"The file for job {number}", f"Hello,\n\nas promised, the file for job {number}.\n\nTomas\n",
                  attachments=[Attachment(name, kind, content)])
    return Case(draft, "blocked", "tomas@crane-works.example", "mail.crane-works.example", {"file": name})


def virus(rng):
    to_name, to_address = _to(rng)
    number = _number(rng)
    name = f"Invoice_{number}.pdf.scr"
    draft = Draft("Accounts", f"accounts{rng.randint(1, 99)}@bilge-trade.example", to_name, to_address, f"Overdue invoice {number}, see file", "Please open the attached invoice.\n",
                  attachments=[Attachment(name, "application/octet-stream", attachments.program(rng))])
    return Case(draft, "virus", f"accounts{rng.randint(1, 99)}@bilge-trade.example", f"dsl-{rng.randint(2, 250)}.pool.example", {"file": name, "virus": rng.choice(phrases.VIRUS_NAMES)})


def letter(rng, tongue=None):
    """A letter by a person: what a reader hopes to find. In any language, often in its old charset."""
    tongue = tongue or rng.choice(phrases.TONGUES)
    to_name, to_address = _to(rng)
    charset = tongue.charset if rng.random() < 0.5 and _can_spell(tongue.charset, tongue) else "utf-8"
    style = "raw" if charset not in ("utf-8", "us-ascii", "iso-2022-jp") and rng.random() < 0.25 else "rfc2047"
    files = []
    if rng.random() < 0.3:
        files.append(Attachment(tongue.file_name, "application/pdf", attachments.pdf("Demo", ["A page about boats."]), name_style=rng.choice(("rfc2231", "rfc2047"))))
    transfer = "base64" if charset in ("gb18030", "big5", "euc-kr", "utf-8") else "8bit" if style == "raw" else "quoted-printable"
    if charset == "iso-2022-jp":
        transfer = "8bit"
    draft = Draft(tongue.sender, f"contact@{tongue.domain}", to_name, to_address, tongue.subject, "\n\n".join(tongue.lines) + "\n", charset=charset, header_style=style,
                  transfer=transfer, attachments=files)
    return Case(draft, rng.choice(("unsure", "unsure", "forwarded", "spam")), f"contact@{tongue.domain}", f"mx.{tongue.domain}", {"target": tongue.domain})


def _can_spell(charset, tongue):
    try:
        "".join((tongue.sender, tongue.subject, *tongue.lines)).encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def picture_letter(rng):
    to_name, to_address = _to(rng)
    files = [Attachment("sunset.png", "image/png", attachments.png(160, 90, (228, 120, 60)), inline_id="sunset@splash-club.example"),
             Attachment("race.ics", "text/calendar; method=REQUEST", attachments.invitation("Saturday race", _RACE_DAY))]
    html = '<p>This is how it looked from the pier:</p><p><img src="cid:sunset@splash-club.example" alt="Sunset over the pier" width="160" height="90"></p><p>Come along on Saturday.</p>\n'
    draft = Draft("Splash Club", "race@splash-club.example", to_name, to_address, "A picture from the pier, and an invitation", "This is how it looked from the pier. Come along on Saturday.\n", html, attachments=files)
    return Case(draft, "unsure", "race@splash-club.example", "mail.splash-club.example")


def bounce(rng):
    to_name, to_address = _to(rng)
    host = f"mail{rng.randint(1, 9)}.far-shore.example"
    report = (f"--b{host}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nYour message could not be delivered to one recipient.\r\n\r\n--b{host}\r\n"
              f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; {host}\r\n\r\nFinal-Recipient: rfc822; nobody{rng.randint(1, 99)}@far-shore.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
              f"Diagnostic-Code: smtp; 550 5.1.1 No such mailbox\r\n\r\n--b{host}\r\nContent-Type: message/rfc822\r\n\r\nFrom: {to_address}\r\nTo: nobody@far-shore.example\r\n"
              f"Subject: Hello from a stranger\r\n\r\nThis was never sent by {to_name}.\r\n\r\n--b{host}--\r\n").encode()
    draft = Draft("Mail Delivery System", f"MAILER-DAEMON@{host}", to_name, to_address, "Undelivered Mail Returned to Sender", body_bytes=report,
                  content_type=f'multipart/report; report-type=delivery-status; boundary="b{host}"', headers=[("Auto-Submitted", "auto-replied")])
    return Case(draft, "bounce", "", host)


def smtputf8(rng):
    to_name, to_address = _to(rng)
    draft = Draft("José Ñandú", "josé@correo-ñandú.example", to_name, to_address, "Dirección con acentos: ¿llega este correo?", "Hola:\n\nsolo quería saber si mi dirección nueva funciona.\n\nJosé\n",
                  header_style="utf8", transfer="8bit")
    return Case(draft, "unsure", "josé@correo-ñandú.example", "mail." + "correo-ñandú.example".encode("idna").decode(), smtputf8=True)


def wave(rng):
    subject, name, domain, text = phrases.WAVE
    to_name, to_address = _to(rng)
    number = f"{rng.randint(100, 999)}-{rng.randint(10, 99)}"
    link = f"http://{domain}/{rng.getrandbits(24):06x}"
    draft = Draft(name, f"notice@{domain}", to_name, to_address, subject.format(n=number), text.format(n=number, day=rng.choice(("Friday", "Monday", "noon"))) + f"\n\n{link}\n")
    return Case(draft, "spam", f"{rng.getrandbits(32):08x}@{domain}", f"node{rng.randint(1, 40)}.{domain}", {"target": domain})


def block_listed(rng):
    case = spam(rng)
    case.verdict = "listed"
    return case


def malformed(rng):
    """Mail that breaks one rule of the standards, as real mail does."""
    to_name, to_address = _to(rng)
    draft = Draft("Old Machine", "device@legacy-box.example", to_name, to_address, "Status report", "All well.\n")
    flaw = rng.choice(("no_closing_boundary", "bad_base64", "unknown_charset", "wrong_charset", "huge_header", "long_subject", "bare_8bit", "nested", "no_subject", "binary_header"))
    if flaw == "no_closing_boundary":
        draft.content_type, draft.body_bytes = 'multipart/mixed; boundary="cut"', b"--cut\r\nContent-Type: text/plain\r\n\r\nThe rest of this message was lost on the w"
    elif flaw == "bad_base64":
        draft.headers.append(("Content-Transfer-Encoding", "base64"))
        draft.content_type, draft.body_bytes = "text/plain; charset=utf-8", b"VGhpcyBsaW5lIGlzIGZpbmU=\r\n*** not base64 ***\r\nVGhpcyBvbmUgdG9v===\r\n"
    elif flaw == "unknown_charset":
        draft.content_type, draft.body_bytes = "text/plain; charset=x-harbour-8", "Das Gerät meldet: Öldruck normal.\r\n".encode("latin-1")
    elif flaw == "wrong_charset":
        draft.subject, draft.content_type, draft.body_bytes = "Statusbericht für den Öltank", "text/plain; charset=us-ascii", "Füllstand 72 %, Temperatur 8 °C\r\n".encode()
    elif flaw == "huge_header":
        draft.headers += [(f"X-Device-Log-{index:03d}", rng.randbytes(40).hex() * 3) for index in range(160)]
        draft.headers.append(("References", "\r\n ".join(f"<{rng.getrandbits(64):016x}@legacy-box.example>" for _ in range(400))))
    elif flaw == "long_subject":
        draft.subject = "Status report of every pump on every pier, " + "and of the one behind it, " * 60 + "end."
    elif flaw == "bare_8bit":
        draft.charset, draft.header_style, draft.subject = "windows-1252", "raw", "Käptn’s Bericht – 15 €"
        draft.content_type, draft.body_bytes = "text/plain", "Käptn’s Bericht – 15 €\r\n".encode("cp1252")
    elif flaw == "nested":
        depth = 60
        body = b"".join(b'--n%d\r\nContent-Type: multipart/mixed; boundary="n%d"\r\n\r\n' % (level, level + 1) for level in range(depth))
        draft.content_type, draft.body_bytes = 'multipart/mixed; boundary="n0"', body + b"--n%d\r\n\r\nDeep down.\r\n" % depth
    elif flaw == "no_subject":
        draft.subject = ""
    else:
        draft.headers.append(("X-Noise", bytes(range(128, 255)) + b"\x01\x02"))
    draft.headers.append(("X-Demo-Flaw", flaw))
    return Case(draft, "broken", "device@legacy-box.example", "gw.legacy-box.example")
