#!/usr/bin/env python3
"""A certificate by ACME (RFC 8555) as docs/operator/brands.md says: Pebble as the authority, dehydrated as the client, the node answering http-01."""

import os
import shutil
import ssl
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

from node_case import PORTS, ROOT, NodeCase, start_stack

from demo.processes import free_port

HOST = "mail.north.test"
PEBBLE = """{{"pebble": {{"listenAddress": "127.0.0.1:{acme}", "managementListenAddress": "127.0.0.1:{manage}", "certificate": "{folder}/pebble.crt",
 "privateKey": "{folder}/pebble.key", "httpPort": {http}, "tlsPort": 1, "ocspResponderURL": ""}}}}"""


class AcmeTest(NodeCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pratique-acme-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.stack = start_stack(self.addCleanup)
        self.data, self.http_port = self.stack.data, self.stack.http_port
        self.acme, self.manage, self.dns = self._ports(3)
        self._start_authority()

    def _ports(self, count):
        found = []
        for _ in range(count):
            found.append(free_port(*PORTS, but_not={self.http_port, *found}))
        return found

    def _start(self, *words, **environment):
        log = open(self.folder / f"{words[0]}.log", "wb")
        child = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **environment})
        self.addCleanup(log.close)
        self.addCleanup(lambda: (child.terminate(), child.wait()))

    def _start_authority(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "pebble.key", "-out", "pebble.crt", "-days", "2",
                        "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"], cwd=self.folder, check=True, capture_output=True)
        (self.folder / "pebble.json").write_text(PEBBLE.format(acme=self.acme, manage=self.manage, http=self.http_port, folder=self.folder))
        # Answers every name with this machine.
        self._start("pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", f"127.0.0.1:{self.dns}", "-http01", "", "-https01", "", "-tlsalpn01", "",
                    "-doh", "", "-management", f"127.0.0.1:{free_port(*PORTS, but_not={self.http_port, self.acme, self.manage, self.dns})}")
        self._start("pebble", "-config", str(self.folder / "pebble.json"), "-dnsserver", f"127.0.0.1:{self.dns}", PEBBLE_VA_NOSLEEP="1", PEBBLE_WFE_NONCEREJECT="0")
        context = ssl.create_default_context(cafile=self.folder / "pebble.crt")
        deadline = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(f"https://127.0.0.1:{self.manage}/roots/0", context=context, timeout=5) as answer:
                    (self.folder / "root.pem").write_bytes(answer.read())
                    return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def dehydrated(self, *words):
        (self.folder / "config").write_text(f"""CA="https://127.0.0.1:{self.acme}/dir"
BASEDIR="{self.folder}"
WELLKNOWN="{self.data}/acme-challenge"
HOOK="{ROOT}/docs/operator/acme/hook.sh"
CURL_OPTS="--cacert {self.folder}/pebble.crt --noproxy *"
CONTACT_EMAIL="hostmaster@north.test"
""")
        (self.data / "acme-challenge").mkdir(exist_ok=True)
        environment = {**os.environ, "SSL_CERT_FILE": str(self.folder / "root.pem"), "PRATIQUE_CONFIG": str(self.stack.folder / "node.toml"),
                       "PRATIQUE_NODE": str(self.stack.binary)}
        done = subprocess.run(["dehydrated", "--config", str(self.folder / "config"), *words], capture_output=True, text=True, env=environment, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_a_certificate_is_issued_over_the_nodes_own_address_and_kept_and_renewed(self):
        self.assertEqual(self.stack.command("certificate", "list"), "no certificates\n")
        self.dehydrated("--register", "--accept-terms")
        self.dehydrated("--cron", "--domain", HOST)
        first = self.stack.command("certificate", "show", HOST)
        self.assertRegex(first, r"mail\.north\.test .* by Pebble Intermediate CA")
        self.assertEqual(os.stat(self.data / "certificates" / f"{HOST}.pem").st_mode & 0o777, 0o600)
        self.assertEqual(list((self.data / "acme-challenge").iterdir()), [], "the answered challenge is gone")
        self.dehydrated("--cron", "--force", "--domain", HOST)
        second = self.stack.command("certificate", "show", HOST)
        self.assertNotEqual(first, second)
        print(f"    {second.splitlines()[0]}")


if __name__ == "__main__":
    unittest.main()
