#!/usr/bin/env python3
"""Invents the mail that a filter held for demo.example. The same seed, count and day give the same bytes.

    tools/demo/mail_generator.py --messages 400 --out DIR [--seed N] [--days 30] [--until RFC3339]

writes DIR/00001.eml … and DIR/envelopes.jsonl. Each message looks as Postfix and Rspamd would hand it to the node.
"""

import argparse
import json
import random
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import kinds, mime_writer, phrases, verdicts  # noqa: E402

QUARANTINE_DOMAIN = "q.internal"
_MIX = ((kinds.newsletter, 18), (kinds.spam, 20), (kinds.phishing, 14), (kinds.letter, 16), (kinds.invoice, 8), (kinds.wave, 8), (kinds.blocked_file, 4), (kinds.virus, 3),
        (kinds.malformed, 4), (kinds.bounce, 2), (kinds.picture_letter, 1), (kinds.smtputf8, 1), (kinds.block_listed, 1))
_QUEUE_ID_LETTERS = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"


@dataclass
class Message:
    """One message as it reaches the node, and the envelope it travels in."""

    raw: bytes
    sender: str
    recipient: str  # what stands in RCPT TO
    address: str  # whose mailbox it is for
    client_ip: str
    client_host: str
    helo: str
    queue_id: str
    received_at: datetime
    kind: str
    subject: str
    smtputf8: bool

    def envelope(self):
        fields = {name: value for name, value in vars(self).items() if name != "raw"}
        return {**fields, "received_at": self.received_at.strftime("%Y-%m-%dT%H:%M:%SZ"), "size_bytes": len(self.raw)}


def generate(count, seed=1, until=None, days=29.5):
    """`count` messages, oldest first, spread over the `days` before `until`."""
    rng = random.Random(seed)
    until = (until or datetime.now(timezone.utc)).replace(microsecond=0)
    tongues = list(phrases.TONGUES)
    for at in _arrival_times(count, until, days, rng):
        kind = rng.choices([kind for kind, _ in _MIX], [weight for _, weight in _MIX])[0]
        # Every script appears once before any repeats, however few messages were asked for.
        case = kind(rng, tongues.pop()) if kind is kinds.letter and tongues else kind(rng)
        yield _message(case, kind.__name__, at, rng)


def _arrival_times(count, until, days, rng):
    """More by day than by night, and more of it lately."""
    times = []
    while len(times) < count:
        at = until - timedelta(days=days * rng.random() ** 1.3, seconds=rng.randint(0, 59))
        if rng.random() < (1.0 if 6 <= at.hour <= 21 else 0.35):
            times.append(at)
    return sorted(times)


def _message(case, kind, at, rng):
    ip = f"{rng.choice(('192.0.2', '198.51.100', '203.0.113'))}.{rng.randint(2, 254)}"
    if rng.random() < 0.12:
        ip = f"2001:db8:{rng.getrandbits(16):x}::{rng.getrandbits(16):x}"
    domain = case.draft.from_address.split("@")[-1]
    facts = {"ip": ip, "net": ip.rsplit(".", 1)[0] + ".0/24" if "." in ip else "2001:db8::/32", "domain": domain, "from": case.draft.from_address, "envelope": case.envelope_from,
             "helo": case.host, "target": domain, "shown": domain, "file": "", "virus": "", **case.facts}
    queue_id = "4" + "".join(rng.choice(_QUEUE_ID_LETTERS) for _ in range(13))
    sent = at - timedelta(seconds=rng.randint(1, 900))
    mail = mime_writer.render(case.draft, rng, sent, f"{rng.getrandbits(64):016x}@{domain}")
    shown_ip = f"IPv6:{ip}" if ":" in ip else ip
    received = (f"Received: from {case.host} ({case.host} [{shown_ip}])\r\n\tby mx.{phrases.DOMAIN} (Postfix) with {'UTF8SMTPS' if case.smtputf8 else 'ESMTPS'} id {queue_id}\r\n"
                f"\tfor <{case.draft.to_address}>; {at:%a, %d %b %Y %H:%M:%S} +0000 (UTC)\r\n").encode()
    verdict = verdicts.judge(case.verdict, facts, rng)
    local, own = case.draft.to_address.split("@")
    recipient = f"{local}={own}@{QUARANTINE_DOMAIN}" if rng.random() < 0.8 else case.draft.to_address
    return Message(received + verdicts.headers(verdict, queue_id, facts) + mail, case.envelope_from, recipient, case.draft.to_address, ip, case.host, case.host, queue_id, at,
                   kind, case.draft.subject, case.smtputf8)


def main():
    parser = argparse.ArgumentParser(description="Invents held mail for the demo.")
    parser.add_argument("--messages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=float, default=29.5)
    parser.add_argument("--until", type=lambda text: datetime.fromisoformat(text).astimezone(timezone.utc))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "envelopes.jsonl").open("w", encoding="utf-8") as envelopes:
        for number, message in enumerate(generate(options.messages, options.seed, options.until, options.days), 1):
            name = f"{number:05d}.eml"
            (options.out / name).write_bytes(message.raw)
            envelopes.write(json.dumps({"file": name, **message.envelope()}, ensure_ascii=False) + "\n")
    print(f"{options.messages} messages in {options.out}")


if __name__ == "__main__":
    main()
