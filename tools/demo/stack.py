"""The node and its destination mail server in one data folder: set up once, started and stopped together."""

import json
import os
import subprocess
import time
import urllib.request
from pathlib import Path

from demo import lmtp_client, phrases
from demo.dovecot import Dovecot
from demo.mail_flow import MailFlow, choose_ports
from demo.processes import Child, StartError, free_port, port_is_free

ROOT = Path(__file__).resolve().parent.parent.parent
QUARANTINE_DOMAIN = "q.internal"
SIGN_INS = {f"frida@{phrases.DOMAIN}": ("email", "calm-harbour-26"), phrases.DOMAIN: ("domain", "calm-harbour-26")}
_PORTS = ("lmtp", "imap", "dovecot_lmtp")

_CONFIG = """# Written by tools/demo; the manual is docs/operator/configuration.md.
[http]
listen = "127.0.0.1:{http}"
portal = "{portal}"
public_url = "http://127.0.0.1:{http}"
embed_origins = "{embed_origins}"
proxies = "{proxies}"

[lmtp]
listen = "127.0.0.1:{lmtp}"
quarantine_domain = "{quarantine_domain}"
max_size_mb = 50

[storage]
data = "{data}"

[release]
undo_window_secs = {undo_window_secs}

[log]
level = "info"
format = "json"
"""


class Stack:
    """With `mail_flow` (options of MailFlow, may be empty), Postfix and Rspamd stand before the node."""

    def __init__(self, folder, http_port, port_range=(0, 0), undo_window_secs=10, mail_flow=None, mailboxes=None, embed_origins="", proxies=""):
        self.folder = Path(folder).resolve()
        self.http_port = http_port
        self.undo_window_secs, self.embed_origins, self.proxies = undo_window_secs, embed_origins, proxies
        self.binary = Path(os.environ.get("PRATIQUE_NODE") or ROOT / "build/native-release/pratique-node")
        self.portal = Path(os.environ.get("PRATIQUE_PORTAL") or ROOT / "build/portal")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.state = self._read_state()
        self._choose_ports(port_range)
        self.dovecot = Dovecot(self.folder, self.state["ports"]["imap"], self.state["ports"]["dovecot_lmtp"], mailboxes)
        self.mail_flow = self._mail_flow(port_range, dict(mail_flow)) if mail_flow is not None else None
        self.node = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def lmtp_port(self):
        return self.state["ports"]["lmtp"]

    @property
    def imap_port(self):
        return self.state["ports"]["imap"]

    @property
    def data(self):
        return self.folder / "node"

    def start(self):
        self._write_config()
        self.dovecot.start()
        self._set_up_accounts()
        if self.mail_flow:
            self.mail_flow.start()
        self.start_node()
        return self

    def stop(self):
        if self.mail_flow:
            self.mail_flow.stop()
        self.stop_node()
        self.dovecot.stop()

    def start_node(self):
        self.node = Child("pratique-node", [str(self.binary), "--config", str(self._config_path), "serve"], log=self.folder / "node.log")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if not self.node.is_running():
                raise StartError(f"pratique-node ended while starting. Its last words ({self.node.log}):\n{self.node.last_words()}")
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise StartError(f"pratique-node was not ready within 30 s. Its last words ({self.node.log}):\n{self.node.last_words()}")

    def stop_node(self):
        return self.node.stop() if self.node else None

    def kill_node(self):
        self.node.kill()

    def command(self, *arguments, standard_input=None):
        """Runs `pratique-node …` beside the server's configuration; the node must not be serving."""
        answer = subprocess.run([str(self.binary), "--config", str(self._config_path), *arguments], input=standard_input, capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            raise StartError(f"pratique-node {' '.join(arguments)} failed: {(answer.stderr or answer.stdout).strip()}")
        return answer.stdout

    def deliver(self, messages, connections=2, on_accepted=None, give_up_secs=60):
        """Hands generated messages to the node as Postfix would."""
        mails = [lmtp_client.Mail(m.sender, [m.recipient], m.raw, m.queue_id, m.client_ip, m.client_host, m.helo, m.smtputf8) for m in messages]
        return lmtp_client.send_all("127.0.0.1", self.lmtp_port, mails, connections, give_up_secs, on_accepted)

    def remember(self, **facts):
        self.state.update(facts)
        temporary = self._state_path.with_suffix(".new")
        temporary.write_text(json.dumps(self.state, indent=1))
        temporary.replace(self._state_path)

    @property
    def _config_path(self):
        return self.folder / "node.toml"

    @property
    def _state_path(self):
        return self.folder / "demo.json"

    def _read_state(self):
        try:
            return json.loads(self._state_path.read_text())
        except (OSError, ValueError):
            return {}

    def _choose_ports(self, port_range):
        """The ports of the last run where they are still free."""
        ports = dict(self.state.get("ports", {}))
        for name in _PORTS:
            if not (ports.get(name) and port_is_free(ports[name])):
                others = {self.http_port, *(value for key, value in ports.items() if key != name)}
                ports[name] = free_port(*port_range, but_not=others)
        self.remember(ports=ports)

    def _mail_flow(self, port_range, options):
        wanted = options.pop("ports", {})
        taken = {self.http_port, *self.state["ports"].values()}
        return MailFlow(self, choose_ports({**self.state.get("flow_ports", {}), **wanted}, port_range, taken), **options)

    def _write_config(self):
        more = self.mail_flow.toml() if self.mail_flow else ""
        self._config_path.write_text(_CONFIG.format(http=self.http_port, lmtp=self.lmtp_port, portal=self.portal, data=self.data, quarantine_domain=QUARANTINE_DOMAIN,
                                                    undo_window_secs=self.undo_window_secs, embed_origins=self.embed_origins, proxies=self.proxies) + more)
        self._config_path.chmod(0o600)

    def _set_up_accounts(self):
        route = f"lmtp://127.0.0.1:{self.state['ports']['dovecot_lmtp']}"
        if self.state.get("route") != route:
            self.command("domain", "add", phrases.DOMAIN, "--route", route)
            self.remember(route=route)
        for login, (role, password) in SIGN_INS.items():
            if login in self.state.get("users", []):
                continue
            reach = ["--address", login] if role == "email" else ["--domain", login]
            try:
                self.command("user", "add", login, "--role", role, *reach, "--password-stdin", standard_input=password + "\n")
            except StartError as error:
                # An interrupted first start may have added the user before it was remembered.
                if "taken" not in str(error) and "exists" not in str(error):
                    raise
            self.remember(users=[*self.state.get("users", []), login])

