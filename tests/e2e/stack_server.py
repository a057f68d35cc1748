#!/usr/bin/env python3
"""Lets a test in JavaScript steer the real servers: one JSON command a line on standard input, one JSON answer a line on standard output.

    {"do": "start", "folder": DIR, "http_port": N, "ports": [FIRST, LAST]}   starts Dovecot and the node
    {"do": "deliver", "raw": BASE64, "sender": …, "recipients": […], "client_ip": …}   {"do": "generate", "count": N, "seed": S}
    {"do": "send_mail", "raw": BASE64, "sender": …, "recipient": …}   by SMTP; with "mail_flow": true at the start
    {"do": "start_webmail", "kind": "roundcube"|"sogo", "user": …}   {"do": "put_mail", "user": …, "raws": [BASE64, …]}   {"do": "imap_bodies", "user": …}
    {"do": "command", "words": […], "standard_input": …}   {"do": "mailbox", "user": …}   {"do": "restart_node"}   {"do": "kill_node"}   {"do": "end_sessions"}
Closing standard input ends everything.
"""

import base64
import glob
import hashlib
import imaplib
import json
import re
import shutil
import sqlite3
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tools"))

from flow_mail import MAPS_SECS  # noqa: E402

from demo import dovecot, lmtp_client, mail_generator, smtp_client, webmail  # noqa: E402
from demo.phrases import DOMAIN  # noqa: E402
from demo.processes import free_port  # noqa: E402
from demo.stack import SIGN_INS, Stack  # noqa: E402

# What Dovecot's LMTP puts on top of a message.
_ADDED_BY_DOVECOT = re.compile(rb"\A(?:(?:Return-Path|Delivered-To):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*)+")


class Server:
    def __init__(self):
        self.stack = None
        self.webmails = []
        self._deliveries = 0

    def start(self, folder, http_port, ports, undo_window_secs=2, mail_flow=False, embed_origins="", proxies=""):
        self.stack = Stack(folder, http_port, tuple(ports), undo_window_secs, mail_flow={} if mail_flow else None, embed_origins=embed_origins, proxies=proxies)
        self.stack.start()
        if mail_flow:
            self.stack.command("domain", "filter", DOMAIN, "greylisting=off")
            time.sleep(MAPS_SECS)
        return {"url": self.stack.url, "sign_ins": {login: password for login, (_, password) in SIGN_INS.items()}}

    def deliver(self, raw, sender, recipients, queue_id=None, client_ip="192.0.2.25"):
        self._deliveries += 1
        mail = lmtp_client.Mail(sender, recipients, base64.b64decode(raw), queue_id or f"4E2E{self._deliveries:08d}", client_ip, "client.example", "client.example")
        outcome = lmtp_client.send_all("127.0.0.1", self.stack.lmtp_port, [mail], connections=1).popitem()[1]
        return {"answers": outcome.answers}

    def generate(self, count, seed=1, days=29.5):
        outcomes = self.stack.deliver(mail_generator.generate(count, seed, days=days))
        return {"accepted": sum(outcome.accepted for outcome in outcomes.values())}

    def mailbox(self, user):
        """Every message of the user's INBOX over IMAP, without the lines that Dovecot itself put on top."""
        with imaplib.IMAP4("127.0.0.1", self.stack.imap_port) as imap:
            imap.login(user, dovecot.PASSWORD)
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            raws = [imap.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]
        messages = [_ADDED_BY_DOVECOT.sub(b"", raw) for raw in raws]
        return {"messages": [{"sha256": hashlib.sha256(raw).hexdigest(), "raw": base64.b64encode(raw).decode()} for raw in messages]}

    def send_mail(self, raw, sender, recipient):
        """By SMTP to Postfix, as from a stranger's server."""
        letter = smtp_client.Letter(sender, [recipient], base64.b64decode(raw), "198.51.100.30", "mx.stranger.example")
        [answer] = smtp_client.send_all(self.stack.mail_flow.smtp_port, [letter], 1)
        return {"queue_id": answer.queue_id, "recipients": answer.recipients}

    def start_webmail(self, kind, user):
        folder, port = self.stack.folder / kind, free_port(24000, 24099, but_not={self.stack.http_port})
        made = webmail.Roundcube(folder, port, self.stack.imap_port) if kind == "roundcube" else webmail.Sogo(folder, port, self.stack.imap_port, [user])
        self.webmails.append(made)
        made.start()
        return {"url": made.url, "password": dovecot.PASSWORD}

    def put_mail(self, user, raws):
        """As files of the mailbox, so that nothing on the way changes a byte."""
        self.mailbox(user)  # makes it
        folder = self.stack.dovecot.folder / "mail" / user
        for number, raw in enumerate(raws):
            path = folder / "new" / f"{1763800000 + number}.M{number}.e2e"
            path.write_bytes(base64.b64decode(raw))
            shutil.chown(path, folder.owner(), folder.group())
        return {}

    def imap_bodies(self, user):
        """BODY[] of every message of INBOX, by UID."""
        with imaplib.IMAP4("127.0.0.1", self.stack.imap_port) as imap:
            imap.login(user, dovecot.PASSWORD)
            imap.select("INBOX", readonly=True)
            uids = imap.uid("SEARCH", None, "ALL")[1][0].split()
            return {"bodies": {uid.decode(): hashlib.sha256(imap.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1]).hexdigest() for uid in uids}}

    def stop_node(self):
        return {"status": self.stack.stop_node()}

    def start_node(self):
        self.stack.start_node()
        return {}

    def restart_node(self):
        self.stop_node()
        return self.start_node()

    def kill_node(self):
        self.stack.kill_node()
        return {}

    def end_sessions(self):
        """As if every session had run out: they are gone from the database."""
        [path] = [path for path in glob.glob(str(self.stack.data / "**" / "*"), recursive=True) if path.endswith((".db", ".sqlite", ".sqlite3"))]
        with sqlite3.connect(path, timeout=10) as database:
            return {"ended": database.execute("DELETE FROM session").rowcount}

    def add_user(self, login, role, password, reach):
        """reach: ["--domain", NAME] or ["--address", ADDRESS]."""
        self.stack.command("user", "add", login, "--role", role, *reach, "--password-stdin", standard_input=password + "\n")
        return {}

    def set_oidc(self, domain, issuer, client_id, secret):
        arguments = ["domain", "oidc", domain, "--issuer", issuer, "--client-id", client_id, "--secret-stdin"]
        return {"text": self.stack.command(*arguments, standard_input=secret + "\n")}

    def command(self, words, standard_input=""):
        """`pratique-node WORD…` beside the serving node."""
        return {"text": self.stack.command(*words, standard_input=standard_input)}

    def node_log(self):
        return {"text": self.stack.node.log.read_text(errors="replace")}


def main():
    server = Server()
    try:
        for line in sys.stdin:
            command = json.loads(line)
            try:
                answer = {"ok": True, **getattr(server, command.pop("do"))(**command)}
            except Exception as error:  # the test that asked decides what it means
                answer = {"ok": False, "error": str(error), "trace": traceback.format_exc()}
            print(json.dumps(answer), flush=True)
    finally:
        for made in server.webmails:
            made.stop()
        if server.stack:
            server.stack.stop()


if __name__ == "__main__":
    main()
