"""Mail of every fate for the tests of the mail flow: what is sent, what must become of each recipient's copy, and the domains it goes to."""

import random
import time
from dataclasses import dataclass

import node_case  # noqa: F401  (puts tools/ on the path)

from demo.smtp_client import Letter, send_all

# Domains with different switches; add_domains sets them.
PLAIN, OPEN, GREY, LISTED = "demo.example", "open.example", "grey.example", "listed.example"
MAILBOXES = [f"{name}@{domain}" for domain in (PLAIN, OPEN, GREY) for name in ("frida", "bob", "office")] + [f"{name}@{LISTED}" for name in ("dora", "emil")]
DELIVERED, HELD, REJECTED, REFUSED = "delivered", "held", "rejected", "refused"  # the last two: after DATA, at RCPT
PASSWORD = "calm-harbour-26"  # of the super-administrator "boss"
PROBE = "probe@friend.example"
TABLES_SECS = 34  # two rounds of the 15 s between a domain's route and its mail
MAPS_SECS = 7  # the node looks for changes every 2 s, Rspamd at its maps every 3
_WORDS = "harbour pilot crane ledger invoice tide barge rope cargo quay signal lamp anchor sailor customs berth wharf manifest storm chart".split()
_HOSTS = {"partner.example": "192.0.2.10", "friend.example": "192.0.2.20", "stranger.example": "198.51.100.30", "offers.example": "203.0.113.40"}
_MIX = (("ham", 30), ("spam", 24), ("many_spam", 8), ("half", 10), ("too_much", 6), ("unknown", 6), ("foreign", 4), ("grey", 5), ("null", 4), ("utf8", 3))


@dataclass
class Case:
    kind: str
    letter: Letter
    message_id: str
    fates: dict  # recipient: fate


def cases(count, seed):
    """`count` cases, the big ones spread among them."""
    rng = random.Random(seed)
    kinds = [kind for kind, weight in _MIX for _ in range(weight)]
    out = [_case(rng.choice(kinds), number, rng) for number in range(count - 3)]
    for number, (at, kind) in enumerate(((count // 4, "big_held"), (count // 2, "big_delivered"), (3 * count // 4, "big_held"))):
        out.insert(at, _case(kind, count + number, rng))
    return out


def _case(kind, number, rng):
    domain = {"ham": rng.choice(list(_HOSTS)), "utf8": "partner.example"}.get(kind) or rng.choice(("stranger.example", "offers.example"))
    sender = f"s{number}.{rng.getrandbits(24):06x}@{domain}"
    mailbox = f"{rng.choice(('frida', 'bob', 'office'))}@{rng.choice((PLAIN, OPEN))}"
    spam, nothing = {"X-Demo-Score": f"{rng.uniform(8, 10):.1f}"}, {"X-Demo-Score": "-3"}
    plain = rng.sample([f"{name}@{PLAIN}" for name in ("frida", "bob", "office")], 3)
    if kind == "ham":
        parts = nothing, {mailbox: DELIVERED}
    elif kind == "spam":
        parts = spam, {mailbox: HELD}
    elif kind == "many_spam":
        parts = spam, dict.fromkeys(plain, HELD)
    elif kind == "half":  # a blocked file: one domain minds, the other does not
        parts = {**nothing, "Content-Disposition": 'attachment; filename="plan.exe"'}, {plain[0]: HELD, f"bob@{OPEN}": DELIVERED}
    elif kind == "too_much":
        parts = {"X-Demo-Score": "25"}, {mailbox: REJECTED}
    elif kind == "unknown":
        parts = nothing, {f"nobody-{number % 5}@{PLAIN}": REFUSED, plain[1]: DELIVERED}
    elif kind == "foreign":
        parts = nothing, {f"x@q.internal" if number % 2 else f"y{number}@elsewhere.example": REFUSED}
    elif kind == "grey":
        parts = spam, {f"{rng.choice(('frida', 'bob'))}@{GREY}": HELD}
    elif kind == "null":
        sender = ""
        parts = rng.choice(((nothing, {mailbox: DELIVERED}), (spam, {mailbox: HELD})))
    elif kind == "utf8":
        sender = f"josé{number}@partner.example"
        parts = spam, {mailbox: HELD}  # Dovecot 2.4 does not take SMTPUTF8, the node does
    else:
        parts = (spam, {mailbox: HELD}) if kind == "big_held" else (nothing, {mailbox: DELIVERED})
    headers, fates = parts
    message_id = f"{number}.{rng.getrandbits(64):016x}@{domain}"
    raw = _message(sender or f"MAILER-DAEMON@{domain}", list(fates), message_id, headers, kind, rng)
    return Case(kind, Letter(sender, list(fates), raw, _HOSTS[domain], f"mx.{domain}", kind == "utf8"), message_id, fates)


def _message(sender, recipients, message_id, headers, kind, rng):
    """Written by hand: what a library would tidy up must arrive as it is."""
    subject = f"{kind} {' '.join(rng.choices(_WORDS, k=3))}"
    lines = [f"From: {sender}", f"To: {', '.join(recipients)}", f"Subject: {subject}", "Date: Sun, 22 Nov 2026 11:00:00 +0000", f"Message-ID: <{message_id}>", "MIME-Version: 1.0",
             "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "Return-Path: <as-it-was@sent.example>", *(f"{name}: {value}" for name, value in headers.items()), ""]
    lines += [" ".join(rng.choices(_WORDS, k=rng.randint(3, 12))) for _ in range(rng.randint(3, 20))]
    lines += [".a line with a dot", "äöü – 三", "trailing blanks   ", "long " * 300, ""]
    raw = "\r\n".join(lines).encode() + b"\r\n"
    if kind.startswith("big"):
        line = (rng.randbytes(36).hex() + "\r\n").encode()
        raw += line * (9_000_000 // len(line))
    return raw


def add_domains(stack):
    """While everything runs: no restart may be needed."""
    route = f"lmtp://127.0.0.1:{stack.state['ports']['dovecot_lmtp']}"
    for domain in (OPEN, GREY, LISTED):
        stack.command("domain", "add", domain, "--route", route)
    for domain in (PLAIN, OPEN, LISTED):
        stack.command("domain", "filter", domain, "greylisting=off")
    stack.command("domain", "filter", OPEN, "attachments=off")
    stack.command("user", "add", "boss", "--role", "super-admin", "--password-stdin", standard_input=PASSWORD + "\n")
    # Not asked for before: an smtpd remembers for its own lifetime that an address was nobody's.
    time.sleep(TABLES_SECS)
    probe = Letter(PROBE, [f"frida@{OPEN}", f"frida@{GREY}", f"dora@{LISTED}"], b"Subject: are the domains taken\r\nX-Demo-Score: 25\r\n\r\n.\r\n", "192.0.2.20", "mx.friend.example")
    wait_until(60, "the new domains are taken", lambda: {code for code, _ in send_all(stack.mail_flow.smtp_port, [probe], 1)[0].recipients.values()} == {250})
    time.sleep(MAPS_SECS)


def wait_until(patience_secs, what, is_so, what_is=lambda: ""):
    deadline = time.monotonic() + patience_secs
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {patience_secs} s: {what} {what_is()}")
        time.sleep(0.3)
