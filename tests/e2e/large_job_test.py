"""A removal of a whole search outlives the death of the node, and is taken back whole."""

import json
import os
import subprocess
import time
import urllib.request

from node_case import ROOT, Api, NodeCase

from demo import phrases

FILL = ROOT / "build/native-release/bench_fill"
ROWS = int(os.environ.get("PRATIQUE_LARGE_JOB_ROWS", "40000"))
PATIENCE_SECS = 300


class LargeJobTest(NodeCase):
    def call(self, method, path, body=None):
        request = urllib.request.Request(self.api.url + path, json.dumps(body).encode() if body is not None else None,
                                         {"Authorization": f"Bearer {self.api.token}", "Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read())

    def held(self):
        return self.api.json("/v1/messages/count", q="status:quarantined")["count"]

    def follow(self, job, until):
        deadline = time.monotonic() + PATIENCE_SECS
        while not until(job):
            self.assertLess(time.monotonic(), deadline, f"it goes on: {job['state']}, {job['done']} of {job['total']}")
            time.sleep(0.05)
            job = self.call("GET", f"/v1/jobs/{job['id']}")
        return job

    def restart(self, stack):
        stack.kill_node()
        stack.start_node()

    def test_a_removal_of_all_that_match_survives_kills_and_comes_back_whole(self):
        stack = self.start_stack()
        stack.stop_node()
        subprocess.run([str(FILL), str(stack.data), str(ROWS), phrases.DOMAIN], check=True, capture_output=True)
        stack.start_node()
        self.api = Api(stack)
        before = self.held()
        self.assertGreater(before, ROWS // 2)

        started = time.monotonic()
        job = self.call("POST", "/v1/actions", {"action": "remove", "query": "status:quarantined"})
        self.assertEqual(job["total"], before)
        job = self.follow(job, lambda seen: seen["done"] > before // 4)
        self.assertLess(job["done"], before, "it was killed in the middle")
        self.restart(stack)
        job = self.follow(self.call("GET", f"/v1/jobs/{job['id']}"), lambda seen: seen["state"] == "done")
        removed_in = time.monotonic() - started
        self.assertEqual((job["done"], job["skipped"], job["failed"]), (before, 0, 0))
        self.assertEqual(self.held(), 0)

        started = time.monotonic()
        job = self.call("POST", f"/v1/jobs/{job['id']}/undo")
        job = self.follow(job, lambda seen: seen["undone"] > before // 4)
        self.assertLess(job["undone"], before, "it was killed in the middle")
        self.restart(stack)
        job = self.follow(self.call("GET", f"/v1/jobs/{job['id']}"), lambda seen: seen["state"] == "undone")
        undone_in = time.monotonic() - started
        self.assertEqual(job["undone"], before)
        self.assertEqual(self.held(), before)
        self.assertEqual(self.api.json("/v1/messages", q="status:quarantined", limit=1)["total"], before)
        self.assertEqual(sum(bar["count"] for bar in self.api.json("/v1/messages/histogram", q="status:quarantined")["bars"]), before)

        self.assertEqual(stack.stop_node(), 0)
        stack.command("check")
        print(f"\n    {before} messages: removed in {removed_in:.1f} s, brought back in {undone_in:.1f} s, a kill in each")
