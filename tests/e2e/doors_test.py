"""Passwords checked by a domain's own server: real Dovecot and real slapd, right and wrong, slow and down, while lists keep their pace."""

import concurrent.futures
import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from node_case import Api

from demo import directory, dovecot, phrases
from demo.directory import Directory
from demo.processes import free_port
from demo.stack import Stack

PORTS = (24600, 24649)
SLOW_SECS = 2.0
PEOPLE = {"ann": ("cordial anchor", ["ann@ldap.example", "info@ldap.example", "ceo@imap.example"]), "bob": ("buoy (bell)", ["bob@ldap.example"])}


class SlowProxy(threading.Thread):
    """Hands connections on to the mail server, each after a while: a server under load."""

    def __init__(self, port, target, delay_secs):
        super().__init__(daemon=True)
        self.target, self.delay_secs, self.open, self.most = target, delay_secs, 0, 0
        self._lock, self._listener = threading.Lock(), socket.create_server(("127.0.0.1", port), backlog=128)

    def run(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def stop(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self, client):
        with self._lock:
            self.open += 1
            self.most = max(self.most, self.open)
        try:
            time.sleep(self.delay_secs)
            with client, socket.create_connection(("127.0.0.1", self.target)) as server:
                back = threading.Thread(target=_copy, args=(server, client), daemon=True)
                back.start()
                _copy(client, server)
                back.join(5)
        except OSError:
            pass
        finally:
            with self._lock:
                self.open -= 1


def _copy(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def certificate(folder, name, alternative):
    files = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext",
                    f"subjectAltName={alternative}", "-keyout", str(files[1]), "-out", str(files[0])], check=True, capture_output=True)
    return tuple(str(file) for file in files)


def figures(seconds):
    ordered = sorted(seconds)
    return f"p50 {ordered[len(ordered) // 2] * 1000:.1f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1000:.1f} ms, most {ordered[-1] * 1000:.1f} ms"


class DoorsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Path(tempfile.mkdtemp(prefix="pratique-doors-"))
        folder.chmod(0o711)
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        cls.folder = folder
        cls.certificate = certificate(folder, "here", "IP:127.0.0.1,DNS:localhost")
        cls.other_certificate = certificate(folder, "elsewhere", "DNS:elsewhere.example")
        taken = []
        for _ in range(5):
            taken.append(free_port(*PORTS, but_not=taken))
        http_port, cls.imaps_port, cls.ldap_port, cls.ldaps_port, cls.slow_port = taken
        cls.stack = Stack(folder, http_port, (PORTS[0] + 10, PORTS[1]))
        if os.environ.get("PRATIQUE_NODE"):
            cls.stack.binary = Path(os.environ["PRATIQUE_NODE"])
        cls.stack.dovecot.certificate, cls.stack.dovecot.imaps_port = cls.certificate, cls.imaps_port
        cls.addClassCleanup(cls.stack.stop)
        cls.stack.start()
        cls.directory = Directory(folder, cls.ldap_port, cls.ldaps_port, cls.certificate, PEOPLE)
        cls.addClassCleanup(cls.directory.stop)
        cls.directory.start()
        for name in ("imap.example", "ldap.example", "slow.example"):
            cls.stack.command("domain", "add", name, "--route", "smtp://127.0.0.1:9")

    def sign_in(self, login, password, address="127.0.0.1"):
        """From another `address` of this machine where passwords are wrong: the node slows an address down after some."""
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.http_port, timeout=30, source_address=(address, 0))
        try:
            connection.request("POST", "/v1/session", json.dumps({"login": login, "password": password}), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def door(self, domain, *options, standard_input=None):
        return self.stack.command("domain", "sign-in", domain, *options, standard_input=standard_input)

    def list_calls(self, api, count):
        """Seconds of each of `count` calls, one after another on one connection."""
        connection, seconds = http.client.HTTPConnection("127.0.0.1", self.stack.http_port, timeout=30), []
        for _ in range(count):
            started = time.monotonic()
            connection.request("GET", "/v1/messages?limit=50", headers={"Authorization": f"Bearer {api.token}"})
            answer = connection.getresponse()
            answer.read()
            self.assertEqual(answer.status, 200)
            seconds.append(time.monotonic() - started)
            time.sleep(0.01)
        connection.close()
        return seconds

    def test_1_two_hundred_people_sign_in_by_imap_and_wrong_passwords_do_not(self):
        self.door("imap.example", "--imap", f"127.0.0.1:{self.imaps_port}", "--ca-file", self.certificate[0])
        seconds = []
        for number in range(200):
            started = time.monotonic()
            status, body = self.sign_in(f"person{number % 50}@imap.example", dovecot.PASSWORD)
            seconds.append(time.monotonic() - started)
            self.assertEqual(status, 201, body)
            self.assertEqual(body["me"]["addresses"], [f"person{number % 50}@imap.example"])
        print(f"\n200 sign-ins by IMAP over TLS: {figures(seconds)}")
        self.door("imap.example", "--imap", f"127.0.0.1:{self.stack.imap_port}", "--tls", "starttls", "--ca-file", self.certificate[0])
        self.assertEqual(self.sign_in("person1@imap.example", dovecot.PASSWORD)[0], 201)
        for number in range(3):
            status, body = self.sign_in(f"wrong{number}@imap.example", "not it", "127.0.9.1")
            self.assertEqual(status, 401, body)

    def test_2_a_certificate_that_is_not_right_or_a_server_that_is_not_there_is_no_wrong_password(self):
        for options in (["--imap", f"127.0.0.1:{self.imaps_port}"], ["--imap", f"127.0.0.1:{self.imaps_port}", "--ca-file", self.other_certificate[0]],
                        ["--imap", f"localhost.:{self.imaps_port}", "--ca-file", self.other_certificate[0]],
                        ["--imap", f"127.0.0.1:{self.stack.imap_port}", "--tls", "implicit"]):
            self.door("imap.example", *options)
            status, body = self.sign_in("ann@imap.example", dovecot.PASSWORD)
            self.assertEqual(status, 503, body)
            self.assertIn("prove who it is", body["message"])
        self.door("imap.example", "--imap", f"127.0.0.1:{free_port(*PORTS)}", "--tls", "none")
        status, body = self.sign_in("ann@imap.example", dovecot.PASSWORD)
        self.assertEqual((status, "does not answer" in body["message"]), (503, True), body)

    def test_3_people_sign_in_by_ldap_with_the_addresses_that_are_theirs(self):
        secure = f"ldaps://127.0.0.1:{self.ldaps_port}"
        search = ["--search-base", directory.SUFFIX, "--search-filter", "(&(objectClass=inetOrgPerson)(mail={address}))", "--search-dn", directory.SEARCH_DN]
        ways = [[secure, "--ca-file", self.certificate[0], *search], [f"ldap://127.0.0.1:{self.ldap_port}", "--ca-file", self.certificate[0], *search],
                [f"ldap://127.0.0.1:{self.ldap_port}", "--tls", "none", *search]]
        for way in ways:
            self.door("ldap.example", "--ldap", *way, "--search-password-stdin", "--address-attribute", "mail", standard_input=directory.SEARCH_PASSWORD + "\n")
            status, body = self.sign_in("ann@ldap.example", "cordial anchor")
            self.assertEqual(status, 201, body)
            self.assertEqual(sorted(body["me"]["addresses"]), ["ann@ldap.example", "info@ldap.example"])  # nobody of another domain
            self.assertEqual(self.sign_in("bob@ldap.example", "buoy (bell)")[0], 201)
            for login, password in (("bob@ldap.example", "cordial anchor"), ("nobody@ldap.example", "x"), ("*@ldap.example", "cordial anchor"), ("ann@ldap.example", " ")):
                self.assertEqual(self.sign_in(login, password, "127.0.9.2")[0], 401, login)
        self.door("ldap.example", "--ldap", secure, "--ca-file", self.certificate[0], "--bind-dn-template", f"uid={{local}},ou=people,{directory.SUFFIX}")
        started = time.monotonic()
        for _ in range(50):
            self.assertEqual(self.sign_in("bob@ldap.example", "buoy (bell)")[0], 201)
        print(f"\n50 sign-ins by LDAP over TLS: {(time.monotonic() - started) / 50 * 1000:.1f} ms each")
        self.assertEqual(self.sign_in("bob@ldap.example", "wrong", "127.0.9.2")[0], 401)

    def test_4_what_is_wrong_with_the_directory_is_no_wrong_password(self):
        search = ["--search-base", directory.SUFFIX, "--search-filter", "(mail={address})"]
        secure = ["--ldap", f"ldaps://127.0.0.1:{self.ldaps_port}"]
        plain = ["--ldap", f"ldap://127.0.0.1:{self.ldap_port}", "--tls", "none"]
        as_node = [*search, "--search-dn", directory.SEARCH_DN, "--search-password-stdin"]
        nobody = free_port(*PORTS)
        for options, words in ((secure + search, "prove who it is"), ([*secure, "--ca-file", self.other_certificate[0], *search], "prove who it is"),
                               ([*plain, *as_node], "set up"), ([*plain, "--search-base", "dc=not,dc=there", *as_node[2:]], "set up"),
                               (["--ldap", f"ldap://127.0.0.1:{nobody}", "--tls", "none", *search], "does not answer"),
                               (["--ldap", f"ldaps://127.0.0.1:{self.ldap_port}", *search], "prove who it is|too long")):
            standard_input = ("wrong\n" if options[-1] == "--search-password-stdin" and "dc=not,dc=there" not in options else directory.SEARCH_PASSWORD + "\n")
            self.door("ldap.example", *options, standard_input=standard_input)
            status, body = self.sign_in("ann@ldap.example", "cordial anchor")
            self.assertEqual(status, 503, (options, body))
            self.assertRegex(body["message"], words, options)

    def test_5_fifty_at_once_at_a_slow_server_and_lists_keep_their_pace(self):
        slow = SlowProxy(self.slow_port, self.stack.imap_port, SLOW_SECS)
        slow.start()
        self.addCleanup(slow.stop)
        self.door("slow.example", "--imap", f"127.0.0.1:{self.slow_port}", "--tls", "none")
        api = Api(self.stack, f"frida@{phrases.DOMAIN}")
        self.list_calls(api, 20)
        without = self.list_calls(api, 200)
        started = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(50) as people:
            answers = [people.submit(self.sign_in, f"slow{number}@slow.example", dovecot.PASSWORD) for number in range(50)]
            time.sleep(0.3)
            during = self.list_calls(api, 200)
            statuses = [answer.result()[0] for answer in answers]
        took = time.monotonic() - started
        print(f"\nlist calls without: {figures(without)}\nlist calls with 50 sign-ins at a server that takes {SLOW_SECS} s: {figures(during)}\n"
              f"the 50 took {took:.1f} s, at most {slow.most} asked at once, answers {sorted(statuses)[0]} to {sorted(statuses)[-1]}")
        self.assertEqual(statuses, [201] * 50)
        self.assertLessEqual(slow.most, 16 + 8)  # some are still being closed while the next are asked
        # Far less than one slow answer: a list call that had to wait for one would show.
        self.assertLess(max(during), SLOW_SECS / 4)


if __name__ == "__main__":
    unittest.main()
