"""Postfix, Rspamd, Valkey and a name server of our own around the node, from what `pratique-node mailflow render` writes. Loopback only.

The rendered files are used as they are; what a closed test needs beside them (no way out, a quick start, scores by wish) is added in
files of its own.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from demo.dovecot import reachable
from demo.processes import Child, StartError, free_port, port_answers, port_is_free, wait_for_port

PORTS = ("smtp", "release", "milter", "scanner", "controller", "valkey", "dns")
CONTROLLER_PASSWORD = "calm-filter-26"
_PROGRAMS = {"postfix": "postfix", "postconf": "postfix", "rspamd": "rspamd", "rspamadm": "rspamd", "valkey-server": "valkey-server", "unbound": "unbound"}
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# Anybody may claim any address: it listens on loopback alone, and who claimed one is seen as that one from then on.
_TOML = """
[mail_flow]
maps_dir = "{folder}/maps"
mail_log = "{folder}/log/mail.log"
hostname = "mx.demo.example"
listen = "127.0.0.1:{smtp}"
release = "127.0.0.1:{release}"
spool = "{folder}/spool"
state = "{folder}/state"
trusted_networks = "127.0.0.0/8"
xclient_from = "0.0.0.0/0 [::]/0"
retry_secs = {retry_secs}

[filter]
controller = "http://127.0.0.1:{controller}"
password = "{password}"
milter = "127.0.0.1:{milter}"
scanner = "127.0.0.1:{scanner}"
valkey = "127.0.0.1:{valkey}"
nameserver = "127.0.0.1:{dns}"
greylist_secs = {greylist_secs}
min_learns = {min_learns}

[report]
domain = "report.demo.example"
anonymous_from = "127.0.0.0/8"
"""

# Invented senders: what they publish decides what SPF and DMARC say. Everything else has no name, so that nothing leaves this machine.
_ZONES = {
    "partner.example": ("192.0.2.10", "v=spf1 ip4:192.0.2.10 -all", "v=DMARC1; p=reject"),
    "friend.example": ("192.0.2.20", "v=spf1 ip4:192.0.2.20 ~all", None),
    "stranger.example": ("198.51.100.30", None, None),
    "offers.example": ("203.0.113.40", None, None),
}
_UNBOUND = """server:
  interface: 127.0.0.1
  port: {port}
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "{folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  access-control: 127.0.0.0/8 allow
  module-config: "iterator"
  num-threads: 1
  local-zone: "." static
{zones}
remote-control:
  control-enable: no
"""
# A wished score, so that a test can send mail of every fate.
_WISHED_SCORE = """rspamd_config:register_symbol({
  name = 'DEMO_SCORE', type = 'normal', score = 1.0, description = 'The demo asked for this score',
  callback = function(task)
    local wish = tonumber(task:get_header('X-Demo-Score') or '')
    if wish then return true, wish end
  end,
})
"""


class MailFlow:
    """Started and stopped with a Stack; its folder is where Postfix's and Rspamd's own users can get to."""

    def __init__(self, stack, ports, greylist_secs=15, retry_secs=5, min_learns=5):
        self.stack = stack
        self.folder = reachable(stack.folder / "flow")
        self.ports = ports
        self.greylist_secs, self.retry_secs, self.min_learns = greylist_secs, retry_secs, min_learns
        self.children = {}

    @property
    def smtp_port(self):
        return self.ports["smtp"]

    @property
    def mail_log(self):
        return self.folder / "log" / "mail.log"

    def toml(self):
        return _TOML.format(folder=self.folder, password=CONTROLLER_PASSWORD, greylist_secs=self.greylist_secs, retry_secs=self.retry_secs, min_learns=self.min_learns,
                            **self.ports)

    def start(self):
        _check_programs()
        self._make_folders()
        self.stack.command("mailflow", "render", "--out", str(self.folder))
        self.stack.command("lists", "export-maps", "--out", str(self.folder / "maps"))
        self._add_what_a_test_needs()
        self._start_unbound()
        self._start("valkey", ["valkey-server", str(self.folder / "valkey/valkey.conf"), "--dir", str(self.folder / "valkey"), "--daemonize", "no"], self.ports["valkey"])
        self.start_rspamd()
        self._postfix("start")
        _wait_for(self.ports["smtp"], "Postfix", self.mail_log)

    def stop(self):
        if (self.folder / "postfix/main.cf").exists() and (self.folder / "spool/pid/master.pid").exists():
            self._postfix("stop", must=False)
        if "rspamd" in self.children:
            self.stop_rspamd()
        for name in ("valkey", "unbound"):
            if name in self.children:
                self.children[name].stop()

    def start_rspamd(self):
        folder = self.folder
        names = {"LOCAL_CONFDIR": folder / "rspamd", "DBDIR": folder / "rspamd-db", "RUNDIR": folder / "rspamd-run", "LOGDIR": folder / "log"}
        command = ["rspamd", "-f", "-u", "_rspamd", "-g", "_rspamd", "-c", "/etc/rspamd/rspamd.conf"]
        for name, path in names.items():
            command += ["--var", f"{name}={path}"]
        self._start("rspamd", command, self.ports["milter"], patience_secs=120)
        wait_for_port(self.ports["controller"], self.children["rspamd"], 60)

    def stop_rspamd(self):
        """In order; workers that wait for a silent connection are ended."""
        workers = self._rspamd_workers()
        self.children["rspamd"].stop()
        _kill(workers)

    def kill_rspamd(self):
        """The main process and its workers, as a power cut would."""
        workers = self._rspamd_workers()
        self.children["rspamd"].kill()
        _kill(workers)

    def _rspamd_workers(self):
        answer = subprocess.run(["pgrep", "-P", str(self.children["rspamd"].pid)], capture_output=True, text=True, check=False)
        return [int(pid) for pid in answer.stdout.split()]

    def flush(self):
        """Postfix tries everything in its queue now, not when its pause ends."""
        subprocess.run(["postqueue", "-c", str(self.folder / "postfix"), "-f"], check=False, capture_output=True, env=_environment())

    def set_postfix(self, *lines):
        """Changes main.cf of the running Postfix."""
        subprocess.run(["postconf", "-c", str(self.folder / "postfix"), "-e", *lines], check=True, capture_output=True, env=_environment())
        self._postfix("reload")

    def queue(self):
        """What Postfix still has to deliver: JSON lines of postqueue(1)."""
        answer = subprocess.run(["postqueue", "-c", str(self.folder / "postfix"), "-j"], check=True, capture_output=True, text=True, env=_environment())
        return answer.stdout.splitlines()

    def _make_folders(self):
        for name in ("maps", "log", "spool", "state", "valkey", "unbound", "rspamd-db", "rspamd-run"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        _own(self.folder / "state", "postfix")
        for name in ("rspamd-db", "rspamd-run", "log"):
            _own(self.folder / name, "_rspamd")

    def _add_what_a_test_needs(self):
        rspamd = self.folder / "rspamd"
        (rspamd / "override.d").mkdir(parents=True, exist_ok=True)
        (rspamd / "override.d/options.inc").write_text(f'disable_hyperscan = true;\ndns {{\n  nameserver = ["127.0.0.1:{self.ports["dns"]}"];\n  timeout = 2s;\n  retransmits = 3;\n}}\n')
        (rspamd / "override.d/logging.inc").write_text('type = "file";\nfilename = "$LOGDIR/rspamd.log";\nlevel = "info";\n')
        for module in ("fuzzy_check", "neural"):  # one asks other people's servers, the other teaches itself from what it just scanned
            (rspamd / f"override.d/{module}.conf").write_text("enabled = false;\n")
        (rspamd / "lua.local.d/demo.lua").write_text(_WISHED_SCORE)
        # Bounces for invented senders have nowhere to go; and 127.0.0.1 has its name without a question to anybody.
        closed = ["default_transport = error:the demo has no way out", "smtp_host_lookup = native", "smtp_dns_support_level = disabled",
                  "smtpd_client_connection_count_limit = 0", "smtpd_peername_lookup = no"]
        subprocess.run(["postconf", "-c", str(self.folder / "postfix"), "-e", *closed], check=True, capture_output=True, env=_environment())

    def _start_unbound(self):
        zones = []
        for name, (address, spf, dmarc) in _ZONES.items():
            zones += [f'local-zone: "{name}." static', f"local-data: '{name}. 60 A {address}'", f"local-data: '{name}. 60 MX 10 mx.{name}.'",
                      f"local-data: 'mx.{name}. 60 A {address}'", f"local-data-ptr: '{address} mx.{name}'"]
            if spf:
                zones.append(f"local-data: '{name}. 60 TXT \"{spf}\"'")
            if dmarc:
                zones.append(f"local-data: '_dmarc.{name}. 60 TXT \"{dmarc}\"'")
        config = self.folder / "unbound/unbound.conf"
        config.write_text(_UNBOUND.format(port=self.ports["dns"], folder=config.parent, zones="\n".join("  " + line for line in zones)))
        self._start("unbound", ["unbound", "-d", "-c", str(config)], self.ports["dns"])

    def _start(self, name, command, port, patience_secs=30):
        child = Child(name, command, log=self.folder / "log" / f"{name}.out", env=_environment())
        self.children[name] = child
        wait_for_port(port, child, patience_secs)

    def _postfix(self, verb, must=True):
        answer = subprocess.run(["postfix", "-c", str(self.folder / "postfix"), verb], capture_output=True, text=True, check=False, env=_environment())
        if must and answer.returncode != 0:
            log = self.mail_log.read_text(errors="replace").splitlines()[-6:] if self.mail_log.exists() else []
            raise StartError(f"Postfix did not {verb}: {answer.stderr.strip()}\n" + "\n".join(log))


def choose_ports(known, port_range=(0, 0), taken=()):
    """The wanted ones where they are free, others where not."""
    ports = {}
    for name in PORTS:
        wanted = known.get(name)
        ports[name] = wanted if wanted and port_is_free(wanted) else free_port(*port_range, but_not={*taken, *ports.values()})
    return ports


def _environment():
    return {**os.environ, "PATH": _PATH}


def _check_programs():
    missing = sorted({package for program, package in _PROGRAMS.items() if shutil.which(program, path=_PATH) is None})
    if missing:
        raise StartError(f"the mail flow needs the packages {' '.join(missing)}")
    if os.geteuid() != 0:
        raise StartError("Postfix can only be started by root: run the mail flow with sudo. Everything else works without (./dev run)")


def _kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _own(path, user):
    entry = pwd.getpwnam(user)
    os.chown(path, entry.pw_uid, entry.pw_gid)


def _wait_for(port, name, log, patience_secs=30):
    deadline = time.monotonic() + patience_secs
    while time.monotonic() < deadline:
        if port_answers(port):
            return
        time.sleep(0.05)
    raise StartError(f"{name} did not open port {port} within {patience_secs} s; its log is {log}")
