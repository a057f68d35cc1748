"""Spam that real Postfix and Rspamd let through is reported by its reader: the filter learns, a forged claim teaches nothing, undo, by mail."""

import json
import os
import random
import smtplib
import time
import unittest
import urllib.parse
import urllib.request

from mail_flow_test import MAPS_SECS, wait_until
from node_case import Api, mailbox, start_stack

from demo.mail_flow import CONTROLLER_PASSWORD
from demo.smtp_client import Letter, send_all

PORTS = (24700, 24799)
READER, OTHER, DOMAIN = "frida@demo.example", "bob@demo.example", "demo.example"
LESSONS = 6  # one more than Rspamd needs of each class


class Reader(Api):
    def report(self, raw, kind="spam", path="/v1/reports"):
        target = f"{path}?kind={kind}&via=bookmarklet&name=reported.eml"
        answer = self._open("POST", target, raw, {"Authorization": f"Bearer {self.token}", "Content-Type": "message/rfc822"})
        [item] = json.loads(answer)["items"]
        return item.get("report", item)


@unittest.skipIf(os.geteuid() != 0, "Postfix can only be started by root")
class ReportFlowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = start_stack(cls.addClassCleanup, ports=PORTS, mail_flow={"min_learns": LESSONS - 1}, mailboxes=[READER, OTHER])
        cls.stack.command("domain", "filter", DOMAIN, "greylisting=off")
        rng = random.Random(7)
        # Rspamd learns pairs of neighbouring words: alike are messages with the same sentences.
        cls.sentences = {kind: [" ".join(f"{kind}{rng.getrandbits(24):x}" for _ in range(8)) for _ in range(14)] for kind in ("wanted", "junk", "forged", "mailed")}
        cls.rng = rng
        time.sleep(MAPS_SECS)
        cls.reader = Reader(cls.stack, READER)

    def test_1_reported_spam_makes_the_next_like_it_score_more(self):
        self.deliver("before", "junk")
        for kind in ("junk", "wanted"):
            for number in range(LESSONS):
                self.deliver(f"{kind}-{number}", kind)
        before = self.row("before")["score"]
        preview = self.reader.report(self.copy("junk-0"), path="/v1/reports/preview")
        self.assertEqual((preview["trace"], preview["message"]["id"]), ("ours", self.row("junk-0")["id"]))
        self.assertTrue(preview["why"]["rules"], "it says why it got through")
        for number in range(LESSONS):
            self.assertEqual(self.reader.report(self.copy(f"junk-{number}"))["outcome"], "learned")
            self.assertEqual(self.reader.report(self.copy(f"wanted-{number}"), "not_spam")["outcome"], "learned")
        self.assertEqual(self.reader.report(self.copy("junk-0"))["outcome"], "duplicate")
        self.deliver("after", "junk")
        after = self.row("after")["score"]
        print(f"\n    score {before:.2f} before {LESSONS} reports, {after:.2f} after")
        self.assertGreater(after, before + 1, "what was reported scores higher")
        page = self.reader.json("/v1/reports")
        self.assertEqual((page["total"], page["spam_address"]), (2 * LESSONS, "spamreport@report.demo.example"))

    def test_2_a_forged_claim_teaches_nothing(self):
        self.deliver("true", "forged")
        raw, learned = self.copy("true"), self.learned()
        head = raw.split(b"\r\n\r\n", 1)[0]
        other = " ".join(self.sentences["wanted"]).encode()
        forged = head + b"\r\n\r\n" + other + b"\r\n"
        self.assertEqual(self.reader.report(forged)["outcome"], "unproven")
        # The true field pushed down below one that nobody knows.
        made_up = b"Received: from x (x [192.0.2.1])\r\n\tby mx.demo.example (Postfix) with ESMTP id 4ZZZZZ1zzzz1\r\n\tfor <x>; Sun, 22 Nov 2026 11:00:00 +0000\r\n"
        self.assertEqual(self.reader.report(made_up + forged + b"more\r\n")["outcome"], "unproven")
        self.assertEqual(self.reader.report(b"Subject: from elsewhere\r\n\r\nhello\r\n")["outcome"], "not_ours")
        self.assertEqual(self.learned(), learned, "the filter was taught nothing")
        self.assertEqual(self.reader.report(raw)["outcome"], "learned")
        self.assertEqual(self.learned(), learned + 1)

    def test_3_undo_teaches_the_opposite(self):
        self.deliver("regretted", "forged")
        report = self.reader.report(self.copy("regretted"))
        self.assertTrue(report["may_undo"])
        undone = self.reader.post(f"/v1/reports/{report['id']}/undo", {})
        self.assertTrue(undone["undone_at"])
        trail = self.reader.json(f"/v1/messages/{self.row('regretted')['id']}")["trail"]
        self.assertEqual([(event["kind"], event["detail"]) for event in trail if event["kind"].startswith("taught")], [("taught_spam", "learned"), ("taught_not_spam", "learned")])

    def test_4_a_report_by_mail_through_postfix_and_one_by_an_add_on(self):
        self.deliver("forwarded", "mailed")
        self.deliver("added-on", "mailed")
        raw = self.copy("forwarded")
        boundary = "=_outer"
        mail = (f"From: {READER}\r\nTo: spamreport@report.demo.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nX-Demo-Score: 30\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"
                f"--{boundary}\r\nContent-Type: text/plain\r\n\r\nthis is spam\r\n--{boundary}\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n").encode() + raw + f"\r\n--{boundary}--\r\n".encode()
        with smtplib.SMTP("127.0.0.1", self.stack.mail_flow.smtp_port) as smtp:  # from inside: the address is trusted
            smtp.sendmail(READER, ["spamreport@report.demo.example"], mail)
        reported = lambda: [report for report in self.reader.json("/v1/reports")["items"] if report["via"] == "mail"]
        wait_until(30, "the report by mail is there", lambda: reported(), lambda: (self.stack.folder / "node.log").read_text()[-1500:])
        [report] = reported()
        self.assertEqual((report["outcome"], report["reported_by"], report["subject"]), ("learned", READER, "forwarded"))
        [outside] = send_all(self.stack.mail_flow.smtp_port, [Letter(READER, ["spamreport@report.demo.example"], mail, "192.0.2.10", "mx.partner.example")], 1)
        self.assertEqual([code for code, _ in outside.recipients.values()], [554], outside)

        learned = self.learned()
        form = urllib.parse.urlencode({"mailContent": self.copy("added-on").decode("latin-1")}, encoding="latin-1").encode()
        request = urllib.request.Request(self.stack.url + "/spamreport.php", form, {"X-Reported-Via": "Expertspam/2.0.0 (Thunderbird)"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.assertEqual(answer.read(), b"OK")
        self.assertEqual(self.learned(), learned + 1)

    def deliver(self, name, kind):
        text = "\r\n".join(self.rng.sample(self.sentences[kind], 12))
        raw = (f"From: {name}@stranger.example\r\nTo: {READER}\r\nSubject: {name}\r\nX-Demo-Score: -1\r\nMessage-ID: <{name}@report.test>\r\nDate: Sun, 22 Nov 2026 11:00:00 +0000\r\n"
               f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße von {name}.   \r\n\r\n{text}\r\n\r\nFrom here on: nothing.\r\n\r\n")
        [answer] = send_all(self.stack.mail_flow.smtp_port, [Letter(f"{name}@stranger.example", [READER], raw.encode(), "198.51.100.30", "mx.stranger.example")], 1)
        self.assertIsNotNone(answer.queue_id, answer)
        wait_until(30, f"{name} is delivered and its score known", lambda: self.row(name) and self.row(name)["status"] == "delivered" and self.row(name)["score"] is not None, lambda: self.row(name))

    def row(self, name):
        items, _ = self.reader.every_message(f"subject:{name}")
        return next((item for item in items if item["subject"] == name), None)

    def copy(self, name):
        """As the reader's mailbox has it."""
        found = []
        wait_until(20, f"{name} is in the mailbox", lambda: found.extend(raw for raw in mailbox(self.stack, READER) if f"<{name}@report.test>".encode() in raw) or found)
        return found[0]

    def learned(self):
        """How often the filter has learned, from both classifiers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.stack.mail_flow.ports['controller']}/stat", headers={"Password": CONTROLLER_PASSWORD})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())["learned"]


if __name__ == "__main__":
    unittest.main()
