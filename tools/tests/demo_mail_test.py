"""The demo's mail is the same for the same seed, speaks every script, and carries verdicts that add up."""

import email
import email.policy
import re
import sys
import unittest
from datetime import datetime, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import mail_generator, phrases, verdicts  # noqa: E402

UNTIL = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)


class GeneratorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.messages = list(mail_generator.generate(400, seed=1, until=UNTIL))

    def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(self):
        again = list(mail_generator.generate(400, seed=1, until=UNTIL))
        self.assertEqual([m.raw for m in again], [m.raw for m in self.messages])
        self.assertNotEqual(next(mail_generator.generate(1, seed=2, until=UNTIL)).raw, self.messages[0].raw)

    def test_they_are_spread_over_thirty_days_in_order(self):
        times = [message.received_at for message in self.messages]
        self.assertEqual(times, sorted(times))
        self.assertGreater((times[-1] - times[0]).days, 25)
        self.assertLessEqual(times[-1], UNTIL)
        self.assertLess((UNTIL - times[0]).days, 30, "nothing is older than the node keeps it")

    def test_every_script_is_there(self):
        subjects = {message.subject for message in self.messages}
        for tongue in phrases.TONGUES:
            self.assertIn(tongue.subject, subjects, tongue.code)

    def test_every_kind_is_there_and_queue_ids_are_unique(self):
        self.assertEqual({message.kind for message in self.messages}, {kind.__name__ for kind, _ in mail_generator._MIX})
        self.assertEqual(len({message.queue_id for message in self.messages}), len(self.messages))

    def test_lines_end_in_crlf_and_the_top_line_names_the_queue_id(self):
        for message in self.messages:
            self.assertNotIn(b"\n", message.raw.replace(b"\r\n", b""), message.kind)
            self.assertIn(f"id {message.queue_id}\r\n".encode(), message.raw.split(b"\r\n\tfor ")[0] + b"\r\n")

    def test_the_weights_add_up_to_the_score_and_the_score_is_over_the_limit(self):
        for message in self.messages:
            head = message.raw.split(b"\r\n\r\n")[0].decode("utf-8", "replace")
            result = re.search(r"X-Spamd-Result: default: True \[(-?[\d.]+) / ([\d.]+)\];\r\n((?:\t[^\r\n]*\r\n)+)", head)
            weights = [float(weight) for weight in re.findall(r"^\t\w+\((-?[\d.]+)\)", result.group(3), re.M)]
            self.assertAlmostEqual(sum(weights), float(result.group(1)), places=2)
            self.assertGreaterEqual(float(result.group(1)), verdicts.LIMIT)
            self.assertEqual(float(result.group(2)), verdicts.LIMIT)

    def test_well_formed_kinds_are_read_back_as_they_were_meant(self):
        for message in self.messages:
            if message.kind == "malformed":
                continue
            parsed = email.message_from_bytes(message.raw, policy=email.policy.default)
            if not any(byte > 127 for byte in message.raw.split(b"\r\n\r\n")[0]):  # raw 8-bit headers are meant to be odd
                self.assertEqual(str(parsed["Subject"]), message.subject, message.kind)

    def test_both_forms_of_recipient_occur(self):
        forms = {message.recipient == message.address for message in self.messages}
        self.assertEqual(forms, {True, False})
        plain = [m.recipient for m in self.messages if m.recipient != m.address]
        self.assertTrue(all(re.fullmatch(r"\w+=demo\.example@q\.internal", recipient) for recipient in plain))


if __name__ == "__main__":
    unittest.main()
