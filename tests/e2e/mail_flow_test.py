"""A thousand messages through real Postfix and Rspamd while the node and Rspamd come and go: none is lost, none is there twice, and the log
has each copy once."""

import collections
import json
import os
import random
import re
import time
import unittest

from flow_mail import DELIVERED, HELD, LISTED, MAILBOXES, MAPS_SECS, PASSWORD, PROBE, REFUSED, REJECTED, add_domains, cases, wait_until
from interruptions import Interruptions
from log_rows import differences, trails, wanted_rows
from node_case import Api, mailbox, sha256, start_stack

from demo.smtp_client import Letter, send_all

MESSAGES = 1000
PORTS = (24500, 24599)
# Exactly what Postfix, Rspamd and Dovecot put on a message on its way; the test's mail has none of these but Return-Path.
_ADDED = re.compile(rb"(?:Received|Authentication-Results|X-Spamd-Result|X-Rspamd-Action|X-Rspamd-Queue-Id|X-Spam|Delivered-To):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", re.I)
_DOVECOTS = re.compile(rb"\AReturn-Path:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")


@unittest.skipIf(os.geteuid() != 0, "Postfix can only be started by root")
class MailFlowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = start_stack(cls.addClassCleanup, ports=PORTS, undo_window_secs=1, mail_flow={}, mailboxes=MAILBOXES)
        cls.sent = {}
        add_domains(cls.stack)

    def test_lists_and_switches_act_in_the_filter_without_a_restart(self):
        stack, dora, emil = self.stack, f"dora@{LISTED}", f"emil@{LISTED}"
        api = Api(stack, "boss", PASSWORD)
        api.post("/v1/lists/allow", {"pattern": "partner.example", "applies_to": dora})
        api.post("/v1/lists/block", {"pattern": "friend.example", "applies_to": dora})
        time.sleep(MAPS_SECS)

        self.send("allowed-and-proven", "partner.example", "192.0.2.10", 9, [dora, emil])
        self.assert_copies(api, "allowed-and-proven", {dora: "delivered", emil: "quarantined"})
        self.send("allowed-not-proven", "partner.example", "203.0.113.40", 5, [dora])
        self.assert_copies(api, "allowed-not-proven", {dora: "quarantined"})
        self.send("blocked", "friend.example", "192.0.2.20", -3, [dora, emil])
        self.assert_copies(api, "blocked", {dora: "removed", emil: "delivered"})
        self.assertIn("R_SPF_FAIL(1.00)", self.verdict(api, "allowed-not-proven"))

        stack.command("domain", "filter", LISTED, "spf=off", "dmarc=off")
        time.sleep(MAPS_SECS)
        self.send("spf-does-not-count", "partner.example", "203.0.113.40", 8, [emil])
        self.assert_copies(api, "spf-does-not-count", {emil: "quarantined"})
        self.assertIn("R_SPF_FAIL(0.00)", self.verdict(api, "spf-does-not-count"))

    def test_released_and_trained_mail_arrives_as_it_was_and_the_next_like_it_scores_less(self):
        api, dora, rng = Api(self.stack, "boss", PASSWORD), f"dora@{LISTED}", random.Random(5)
        # Rspamd learns pairs of neighbouring words: alike are messages with the same sentences.
        sentences = {kind: [" ".join(f"{kind}{rng.getrandbits(24):x}" for _ in range(8)) for _ in range(14)] for kind in ("wanted", "junk")}
        text = lambda kind: "\r\n".join(rng.sample(sentences[kind], 12))
        self.send("before", "stranger.example", "198.51.100.30", 8, [dora], text("wanted"))
        names = {kind: [f"{kind}-{number}" for number in range(7)] for kind in sentences}
        for kind in sentences:
            for name in names[kind]:
                self.send(name, "stranger.example", "198.51.100.30", 8, [dora], text(kind))
        for name in ("before", *names["wanted"], *names["junk"]):
            self.assert_copies(api, name, {dora: "quarantined"})
        self.assertNotIn("BAYES", self.verdict(api, "before"))

        self.assertEqual(self.act(api, "train_spam", names["junk"]), {"learned"})
        self.assertEqual(self.act(api, "release_train", names["wanted"]), {"learned"})
        for name in names["wanted"]:
            self.assert_copies(api, name, {dora: "delivered"})
            [raw] = [raw for raw in mailbox(self.stack, dora) if f"<{name}@list.test>".encode() in raw]
            self.assertEqual(sha256(_ADDED.sub(b"", _DOVECOTS.sub(b"", raw))), sha256(self.sent[name]), f"{name} arrived as it was sent")
        self.assertEqual(self.act(api, "train_not_spam", [names["wanted"][0]]), {"already_known"})

        self.send("after", "stranger.example", "198.51.100.30", 8, [dora], text("wanted"))
        wait_until(20, "the next one is scanned", lambda: api.every_message("subject:after")[0])
        [before], [after] = (api.every_message(f"subject:{name}")[0] for name in ("before", "after"))
        print(f"\n    score {before['score']:.2f} before the lessons, {after['score']:.2f} after")
        self.assertLess(after["score"], before["score"] - 0.5, "what was released and taught scores less")

    def act(self, api, action, names):
        """What became of each message."""
        ids = [api.every_message(f"subject:{name}")[0][0]["id"] for name in names]
        job = api.post("/v1/actions", {"action": action, "ids": ids})
        wait_until(40, f"{action} is done", lambda: api.json(f"/v1/jobs/{job['id']}")["state"] == "done", lambda: api.json(f"/v1/jobs/{job['id']}"))
        done = api.json(f"/v1/jobs/{job['id']}")
        self.assertEqual({item["state"] for item in done["items"]}, {"done"}, done)
        return {item["reply"] for item in done["items"]}

    def send(self, name, domain, ip, score, recipients, text="hello"):
        raw = f"From: {name}@{domain}\r\nSubject: {name}\r\nX-Demo-Score: {score}\r\nMessage-ID: <{name}@list.test>\r\nDate: Sun, 22 Nov 2026 11:00:00 +0000\r\n\r\n{name} says {text}.\r\n"
        self.sent[name] = raw.encode()
        [answer] = send_all(self.stack.mail_flow.smtp_port, [Letter(f"{name}@{domain}", recipients, raw.encode(), ip, f"mx.{domain}")], 1)
        self.assertIsNotNone(answer.queue_id, answer)

    def assert_copies(self, api, name, wanted):
        def found():
            items, _ = api.every_message(f"subject:{name}")
            kept = {item["recipient"]: item["status"] for item in items if item["status"] in ("quarantined", "removed")}
            return kept | {address: "delivered" for address in wanted if any(f"<{name}@list.test>".encode() in raw for raw in mailbox(self.stack, address))}

        wait_until(20, f"{name}: {wanted}", lambda: found() == wanted, found)

    def verdict(self, api, name):
        items, _ = api.every_message(f"subject:{name}")
        return api.bytes(f"/v1/messages/{items[0]['id']}/raw").split(b"\r\n\r\n")[0].decode()

    def test_no_message_is_lost_or_there_twice_while_node_and_filter_come_and_go(self):
        seed = int(os.environ.get("PRATIQUE_FLOW_SEED", "11"))
        stack = self.stack
        sent = cases(MESSAGES, seed)
        chaos = Chaos(stack, random.Random(seed))
        chaos.start()
        started = time.monotonic()
        answers = send_all(stack.mail_flow.smtp_port, [case.letter for case in sent], on_settled=chaos.notice)
        sent_secs = time.monotonic() - started
        chaos.finish()
        drained_secs = drain(stack)

        self.check_answers(sent, answers)
        api = Api(stack, "boss", PASSWORD)
        held = self.check_held(api, sent)
        delivered = self.check_delivered(stack, sent)
        self.check_log(api, sent)
        kinds = collections.Counter(case.kind for case in sent)
        self.assertGreaterEqual(chaos.kills + chaos.stops, 4, "the node was really away while mail flowed")
        self.assertEqual(chaos.filter_kills, 1)
        print(f"\n    seed {seed}: {len(sent)} messages in {sent_secs:.0f} s, {sum(len(case.fates) for case in sent)} copies: {held} held, {delivered} delivered, "
              f"{fates(sent, REJECTED)} rejected, {fates(sent, REFUSED)} refused at RCPT, {sum(wanted_rows(sent).values())} rows in the log; {sum(a.conversations > 1 for a in answers)} sent more than once\n"
              f"    node killed {chaos.kills} times and stopped {chaos.stops} times, Rspamd killed once; queue empty {drained_secs:.1f} s after the last; {dict(kinds)}")
        self.assertEqual(stack.stop_node(), 0)
        stack.command("check")
        stack.start_node()  # for the next test

    def check_answers(self, sent, answers):
        for case, answer in zip(sent, answers):
            for recipient, fate in case.fates.items():
                code, text = answer.recipients[recipient]
                self.assertEqual(code // 100, 5 if fate == REFUSED else 2, f"{case.kind} {recipient}: {code} {text}")
            if REJECTED in case.fates.values():
                self.assertEqual(answer.data[0], 554, answer.data)
            elif answer.data:
                self.assertEqual(answer.data[0], 250, f"{case.kind}: {answer.data}; {self.what_rspamd_wrote(case)}")
            if case.kind == "grey":
                self.assertGreater(answer.conversations, 1, "greylisted mail came at least twice")

    def check_log(self, api, sent):
        wait_until(90, "every copy has one row with its final status in the log", lambda: not any(differences(api, sent).values()),
                   lambda: (differences(api, sent), trails(api, differences(api, sent)["too much"])))

    def what_rspamd_wrote(self, case):
        log = (self.stack.mail_flow.folder / "log/rspamd.log").read_text(errors="replace")
        return "\n".join(line for line in log.splitlines() if case.message_id in line)

    def check_held(self, api, sent):
        expected = copies(sent, HELD)
        items = [item for item in api.every_message("status:quarantined")[0] if not item["recipient"].endswith("@" + LISTED)]
        found = [(item["message_id"].strip("<>"), item["recipient"]) for item in items]
        self.assertEqual(sorted(set(expected) - set(found)), [], "every held message is in the quarantine")
        self.assertEqual(sorted(set(found) - set(expected)), [], "nothing else is held")
        self.assertEqual(len(found), len(set(found)), "none is held twice")
        for item, key in zip(items, found):
            raw = _ADDED.sub(b"", api.bytes(f"/v1/messages/{item['id']}/raw"))
            self.assertEqual(sha256(raw), sha256(expected[key]), f"{key} is held as it was sent")
        return len(found)

    def check_delivered(self, stack, sent):
        expected = copies(sent, DELIVERED)
        found = collections.Counter()
        for address in (address for address in MAILBOXES if not address.endswith("@" + LISTED)):
            for raw in mailbox(stack, address):
                original = _ADDED.sub(b"", _DOVECOTS.sub(b"", raw))
                key = re.search(rb"^Message-ID: <([^>]*)>", original, re.M)[1].decode(), address
                self.assertTrue(key in expected, f"{key} was delivered and should not be")
                self.assertEqual(sha256(original), sha256(expected[key]), f"{key} arrived as it was sent")
                found[key] += 1
        self.assertEqual(sorted(set(expected) - set(found)), [], "every message that is not held is delivered")
        self.assertEqual([key for key, count in found.items() if count > 1], [], "none is delivered twice")
        return len(found)


class Chaos(Interruptions):
    """Stops and kills the node, and kills Rspamd once."""

    def __init__(self, stack, rng):
        points = sorted(rng.sample(range(20, MESSAGES - 200), 8))
        deeds = [self._kill_node] * 4 + [self._stop_node] * 3 + [self._kill_filter]
        rng.shuffle(deeds)
        super().__init__(list(zip(points, deeds)))
        self.stack, self.rng = stack, rng
        self.kills = self.stops = self.filter_kills = 0

    def _kill_node(self):
        self.stack.kill_node()
        self.kills += 1
        time.sleep(self.rng.uniform(0, 2))
        self.stack.start_node()

    def _stop_node(self):
        self.stack.stop_node()
        self.stops += 1
        time.sleep(self.rng.uniform(0.5, 4))
        self.stack.start_node()

    def _kill_filter(self):
        self.stack.mail_flow.kill_rspamd()
        self.filter_kills += 1
        time.sleep(1)
        self.stack.mail_flow.start_rspamd()


def copies(sent, fate):
    return {(case.message_id, recipient): case.letter.raw for case in sent for recipient, its_fate in case.fates.items() if its_fate == fate}


def fates(sent, fate):
    return sum(its_fate == fate for case in sent for its_fate in case.fates.values())


def drain(stack, patience_secs=120):
    """Until Postfix has no mail for people left to deliver; Rspamd's reports to the log may take longer."""
    started = time.monotonic()

    def is_empty():
        waiting = [line for line in stack.mail_flow.queue() if "log@node.internal" not in line]
        if waiting and time.monotonic() - started > patience_secs - 5:
            raise AssertionError("still in the queue: " + "; ".join(json.dumps(json.loads(line).get("recipients"))[:300] for line in waiting[:5]))
        if waiting:
            stack.mail_flow.flush()
            time.sleep(1)
        return not waiting

    wait_until(patience_secs, "Postfix's queue is empty", is_empty)
    return time.monotonic() - started
