"""The delivery log from real Postfix and Rspamd: every copy of every message has one row that says what became of it; and what hangs on
it: export, health, teaching the filter."""

import csv
import io
import json
import os
import time
import unittest

from flow_mail import DELIVERED, HELD, MAILBOXES, PASSWORD, REJECTED, add_domains, cases, wait_until
from log_rows import differences, found_rows, wanted_rows
from node_case import Api, start_stack

from demo.smtp_client import send_all

MESSAGES = int(os.environ.get("PRATIQUE_LOG_MESSAGES", "80"))
PORTS = (24600, 24699)


@unittest.skipIf(os.geteuid() != 0, "Postfix can only be started by root")
class DeliveryLogTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = start_stack(cls.addClassCleanup, ports=PORTS, mail_flow={}, mailboxes=MAILBOXES)
        add_domains(cls.stack)

    def test_every_copy_has_one_row_that_says_what_became_of_it(self):
        stack = self.stack
        sent = cases(MESSAGES, 5)
        half = len(sent) // 2
        answers = send_all(stack.mail_flow.smtp_port, [case.letter for case in sent[:half]])
        stack.stop_node()  # the log is read on where it was left
        stack.start_node()
        answers += send_all(stack.mail_flow.smtp_port, [case.letter for case in sent[half:]])
        self.assertEqual(len(answers), len(sent))
        api = Api(stack, "boss", PASSWORD)
        wait_until(60, "every copy has its row", lambda: found_rows(api, sent) == wanted_rows(sent), lambda: differences(api, sent))
        self.check_trails(api, sent)
        self.check_scope(api, stack)
        self.check_export(api)
        self.check_health(api)
        self.check_training(api)
        self.assertEqual(stack.stop_node(), 0)
        stack.command("check")
        stack.start_node()

    def check_trails(self, api, sent):
        items = {(item["message_id"], item["recipient"]): item for item in api.every_message("")[0]}
        for case in sent:
            for recipient, fate in case.fates.items():
                item = items.get((case.message_id, recipient))
                if item is None:
                    continue
                detail = api.json(f"/v1/messages/{item['id']}")
                kinds = [event["kind"] for event in detail["trail"]]
                self.assertIn("checked", kinds, f"{case.kind}: the filter's event has come")
                self.assertEqual(detail["has_source"], fate == HELD)
                if fate == DELIVERED:
                    self.assertEqual(kinds[-1], "delivered")
                    self.assertTrue(item["delivery"]["reply"].startswith("250"), item["delivery"])
                if case.kind == "grey":
                    self.assertIn("tempfailed", kinds)
                    self.assertLess(kinds.index("tempfailed"), kinds.index("quarantined"))
                if fate == REJECTED:
                    self.assertTrue(item["reason_code"], "a refusal has a reason")
                    self.assertTrue(detail["why"]["rules"] or detail["why"]["score"])
        refused = api.every_message("status:rejected")[0]
        reasons = {item["reason_code"] for item in refused}
        self.assertLessEqual({"recipient_unknown", "relay_denied"}, reasons)
        self.assertNotIn("", reasons)

    def check_scope(self, api, stack):
        own = Api(stack, "frida@demo.example")
        for item in own.every_message("")[0]:
            self.assertEqual(item["recipient"].lower(), "frida@demo.example")

    def check_export(self, api):
        total = api.every_message("")[1]
        rows = list(csv.DictReader(io.StringIO(api.bytes("/v1/export", q="", format="csv").decode("utf-8-sig"))))
        self.assertEqual(len(rows), total)
        lines = api.bytes("/v1/export", q="status:rejected", format="jsonl").decode().splitlines()
        self.assertEqual(len(lines), api.every_message("status:rejected")[1])
        self.assertEqual({json.loads(line)["status"] for line in lines}, {"rejected"})

    def check_health(self, api):
        checks = {(check["name"], check["of"]): check for check in api.json("/v1/health")["checks"]}
        bad = {key: check["message"] for key, check in checks.items() if check["state"] == "failed"}
        self.assertEqual(bad, {})
        self.assertEqual({name for name, _ in checks} & {"filter", "mail_log", "events", "lmtp"}, {"filter", "mail_log", "events", "lmtp"})
        self.assertEqual([check["state"] for (name, _), check in checks.items() if name in ("filter", "mail_log", "events", "lmtp")], ["fine"] * 4)

    def check_training(self, api):
        """By the real controller: a super-administrator teaches the classifier of all, a reader his own."""
        held = api.every_message("status:quarantined")[0]
        mine = next(item for item in held if item["recipient"] == "frida@demo.example")
        for who, first, again in ((api, "learned", "already_known"), (Api(self.stack, "frida@demo.example"), "learned", "already_known")):
            self.assertEqual(self.taught(who, "train_spam", mine["id"]), ("done", first))
            self.assertEqual(self.taught(who, "train_spam", mine["id"]), ("done", again))
        self.assertEqual(self.taught(api, "train_not_spam", mine["id"]), ("done", "learned"), "the filter learns the opposite")

    def taught(self, api, action, message):
        job = api.post("/v1/actions", {"action": action, "ids": [message]})
        deadline = time.monotonic() + 20
        while job["state"] != "done" and time.monotonic() < deadline:
            time.sleep(0.1)
            job = api.json(f"/v1/jobs/{job['id']}")
        return job["items"][0]["state"], job["items"][0]["reply"]


if __name__ == "__main__":
    unittest.main()
