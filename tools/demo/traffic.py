"""The demo's mail as strangers send it: without a verdict, by SMTP, some of it wanted, some of it for two people of different luck."""

import random
import re

from demo import mail_generator, phrases
from demo.smtp_client import Letter

# What mail_generator wrote as if a filter had been there; now a real one is.
_VERDICT = re.compile(rb"\A(?:(?:Received|Authentication-Results|X-Spam[^:]*|X-Rspamd[^:]*):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)+")
_WANTED = ((-3, 45), (9, 45), (25, 10))  # a score that Rspamd is asked for, and how often: delivered, held, rejected


def letters(count, seed=1):
    rng = random.Random(seed)
    people = [f"{login}@{phrases.DOMAIN}" for login in phrases.PEOPLE]
    for message in mail_generator.generate(count, seed, days=0.01):
        score = rng.choices([score for score, _ in _WANTED], [weight for _, weight in _WANTED])[0]
        to = [message.address]
        if rng.random() < 0.15:
            to.append(rng.choice([address for address in people if address != message.address]))
        raw = b"X-Demo-Score: %d\r\n" % score + _VERDICT.sub(b"", message.raw)
        ip = f"IPV6:{message.client_ip}" if ":" in message.client_ip else message.client_ip
        yield Letter(message.sender, to, raw, ip, message.client_host, message.smtputf8)
