"""Nothing is lost and nothing is there twice, whenever the node is killed."""

import os
import random
import time

from interruptions import Interruptions
from node_case import Api, NodeCase, canonical, sha256

from demo import lmtp_client, mail_generator

MESSAGES = 500
KILLS = 12


class CrashTest(NodeCase):
    def test_a_node_killed_at_random_points_loses_nothing_and_keeps_nothing_twice(self):
        seed = int(os.environ.get("PRATIQUE_CRASH_SEED", "7"))
        rng = random.Random(seed)
        stack = self.start_stack()
        messages = list(mail_generator.generate(MESSAGES, seed))
        people = ["frida@demo.example", "bob@demo.example", "office=demo.example@q.internal"]
        mails = [lmtp_client.Mail(m.sender, rng.sample(people, rng.choice((1, 1, 2, 3))), m.raw, m.queue_id, m.client_ip, m.client_host, m.helo, m.smtputf8) for m in messages]

        killer = Killer(stack, rng)
        killer.start()
        outcomes = lmtp_client.send_all("127.0.0.1", stack.lmtp_port, mails, connections=4, give_up_secs=120, on_accepted=lambda _mail, count: killer.notice(count))
        killer.finish()

        self.assertEqual(len(outcomes), MESSAGES)
        self.assertTrue(all(outcome.accepted for outcome in outcomes.values()), "every message was accepted in the end")
        self.assertGreaterEqual(killer.kills, KILLS // 2, "the node was really killed while it worked")
        self.check_store(stack, mails)
        self.assertEqual(stack.stop_node(), 0, "it stops cleanly afterwards")
        stack.command("check")
        print(f"\n    seed {seed}: {killer.kills} kills, {MESSAGES} messages, {sum(len(mail.recipients) for mail in mails)} deliveries")

    def check_store(self, stack, mails):
        api = Api(stack)
        kept, total = api.every_message()
        expected = {(mail.queue_id, recipient.replace("=demo.example@q.internal", "@demo.example")): sha256(canonical(mail.raw)) for mail in mails for recipient in mail.recipients}
        found = [(item["queue_id"], item["recipient"]) for item in kept]
        self.assertEqual(sorted(set(found)), sorted(expected), "none lost, none invented")
        self.assertEqual(len(found), len(set(found)), "none twice")
        self.assertEqual(total, len(expected))
        for item in kept:
            raw = api.bytes(f"/v1/messages/{item['id']}/raw")
            self.assertEqual(sha256(raw), expected[item["queue_id"], item["recipient"]], item["id"])


class Killer(Interruptions):
    """Kills the node, and starts it again."""

    def __init__(self, stack, rng):
        super().__init__([(point, self._kill_node) for point in sorted(rng.sample(range(5, MESSAGES - 5), KILLS))])
        self.stack, self.rng, self.kills = stack, rng, 0

    def _kill_node(self):
        time.sleep(self.rng.random() * 0.012)
        self.stack.kill_node()
        self.kills += 1
        self.stack.start_node()
