"""Real messages, from the folder that PRATIQUE_MAIL_CORPUS names: through LMTP and back, byte for byte."""

import email
import email.policy
import os
import re
import unittest
from pathlib import Path

from node_case import ROOT, Api, NodeCase, canonical, sha256

from demo import lmtp_client

CORPUS = os.environ.get("PRATIQUE_MAIL_CORPUS", "")


@unittest.skipUnless(CORPUS, "PRATIQUE_MAIL_CORPUS names no folder")
class CorpusTest(NodeCase):
    def test_every_message_comes_back_byte_for_byte_and_is_listed_by_its_subject(self):
        files = sorted(Path(CORPUS).glob("*.eml"))
        self.assertGreater(len(files), 0, f"no .eml in {CORPUS}")
        sanitised = ROOT / "build/native/pratique-node"  # with ASan and UBSan, where it is built
        stack = self.start_stack(sanitised if sanitised.exists() else None)
        originals = {f"4CORPUS{number:06d}": canonical(file.read_bytes()) for number, file in enumerate(files)}
        names = {f"4CORPUS{number:06d}": file.name for number, file in enumerate(files)}
        mails = [lmtp_client.Mail("sender@corpus.example", ["frida@demo.example"], raw, queue_id, "192.0.2.9", "corpus.example", "corpus.example") for queue_id, raw in originals.items()]
        outcomes = lmtp_client.send_all("127.0.0.1", stack.lmtp_port, mails, connections=2)
        refused = {names[queue_id]: outcome.answers for queue_id, outcome in outcomes.items() if not outcome.accepted}
        self.assertEqual(refused, {}, "every message is taken")

        api = Api(stack)
        kept, total = api.every_message()
        self.assertEqual(total, len(files))
        differing, undecoded = [], []
        for item in kept:
            self.check_message(api, item, names, originals)
            expected = python_subject(originals[item["queue_id"]])
            if expected is not None and collapse(expected) != collapse(item["subject"]):
                differing.append(f"{names[item['queue_id']]}\n        node:   {item['subject']!r}\n        Python: {expected!r}")
                if "=?" in item["subject"] and "=?" not in expected:
                    undecoded.append(names[item["queue_id"]])
        print(f"\n    {len(files)} messages back byte for byte ({stack.binary.parent.name}); {len(differing)} subjects differ from Python's email package")
        for line in differing:
            print("      ", line)
        self.assertEqual(undecoded, [], "no subject is listed undecoded")
        self.assertEqual(stack.stop_node(), 0, f"the node ended well, without a sanitiser's complaint\n{stack.node.last_words(20)}")

    def check_message(self, api, item, names, originals):
        name, path = names[item["queue_id"]], f"/v1/messages/{item['id']}"
        self.assertEqual(sha256(api.bytes(path + "/raw")), sha256(originals[item["queue_id"]]), name)
        detail = api.json(path)
        for form, there in (("/headers", True), ("/parts", True), ("/text", detail["has_text"] or detail["has_html"]), ("/html", detail["has_html"])):
            if there:
                self.assertTrue(api.bytes(path + form), f"{name}{form}")


def python_subject(raw):
    """The subject as Python's email package reads it; None where it could not either."""
    try:
        value = email.message_from_bytes(raw, policy=email.policy.default)["subject"]
        text = str(value or "")
    except Exception:  # its parser gives up on some of them
        return None
    if getattr(value, "defects", None) or "\ufffd" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        return None
    return text


def collapse(text):
    return re.sub(r"\s+", " ", text).strip()
