"""A Slurm of several nodes on one machine, for a test: munged, slurmctld and a slurmd for each node.

On the loopback only, with ports, configuration, key and folders of its own, as whoever runs it. What it
starts is its own child or adopted by it (PR_SET_CHILD_SUBREAPER), and is ended by process id when the
block is left, whatever happens, SIGTERM too. Where the test itself is killed the kernel ends the daemons, and
the next one ends the rest, told by its SLURM_CONF. Every wait has a bound; what does not come in time is a
Failure that ends with the daemons' last lines.
"""

import ctypes
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LONGEST_SOCKET_PATH = 100  # sockaddr_un has 108
# A node that does not answer for so long is given up and its jobs are queued again; a queued one waits
# for the credentials of its first run to end.
NODE_SECONDS = 6
CREDENTIAL_SECONDS = 5


class Failure(Exception):
    pass


def prctl(option, value):
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def end(*_):
    raise SystemExit(1)


def processes():
    """Of each process id its parent and its command line."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(folder.name)] = (parent, (folder / "cmdline").read_bytes().split(b"\0"))
        except (OSError, ValueError):
            pass  # ended meanwhile
    return found


def descendants(of):
    tree = processes()
    below = {of}
    while True:
        more = {pid for pid, (parent, _) in tree.items() if parent in below} - below
        if not more:
            return below - {of}
        below |= more


def environment_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []  # ended meanwhile


def kill(pid, number=signal.SIGKILL):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def reap():
    """Takes leave of children that ended, adopted ones too."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def free_ports(count):
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Slurm:
    """Nodes n1, n2, ... of `cpus` processors each."""

    def __init__(self, folder, nodes=2, cpus=2):
        self.folder = pathlib.Path(folder).resolve()
        self.nodes = [f"n{i}" for i in range(1, nodes + 1)]
        self.cpus = cpus
        self.daemons = {}
        self.sockets = None
        self.environment = dict(os.environ, SLURM_CONF=str(self.folder / "slurm.conf"))

    def __enter__(self):
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, end)
        prctl(PR_SET_CHILD_SUBREAPER, 1)
        mark = f"SLURM_CONF={self.environment['SLURM_CONF']}".encode()
        for pid in [pid for pid in processes() if mark in environment_of(pid)]:
            kill(pid)
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ["state", "log"] + [f"spool/{node}" for node in self.nodes]:
            (self.folder / name).mkdir(parents=True)
        self.folder.chmod(0o700)
        self.start_munged()
        self.write_configuration()
        self.daemon("slurmctld", ["slurmctld", "-D", "-i", "-f", str(self.folder / "slurm.conf")])
        for node in self.nodes:
            self.daemon(node, ["slurmd", "-D", "-N", node, "-f", str(self.folder / "slurm.conf")])
        self.wait("both nodes to be idle", 60,
                  lambda: self.ask("sinfo", "-h", "-o", "%D %t").split() == [str(len(self.nodes)), "idle"])

    def start_munged(self):
        key = self.folder / "munge.key"
        with open(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(secrets.token_bytes(1024))
        sockets = self.folder
        if len(str(sockets)) > LONGEST_SOCKET_PATH - len("/munge.socket"):
            sockets = self.sockets = pathlib.Path(tempfile.mkdtemp(prefix="tachado-slurm-"))
        self.munge = sockets / "munge.socket"
        # --force: folders above may be open to a group; what matters here, the key, is not.
        self.daemon("munged", ["munged", "--foreground", "--force", f"--socket={self.munge}",
                               f"--key-file={key}", f"--pid-file={self.folder}/munged.pid",
                               f"--seed-file={self.folder}/munged.seed",
                               f"--log-file={self.folder}/log/munged.file"])
        self.wait("munged to listen", 30, self.munge.exists)

    def write_configuration(self):
        host = socket.gethostname().split(".")[0]
        user = pwd.getpwuid(os.getuid()).pw_name
        ports = free_ports(1 + len(self.nodes))
        lines = [
            "ClusterName=tachado-test",
            f"SlurmctldHost={host}(127.0.0.1)",
            f"SlurmctldPort={ports[0]}",
            f"SlurmUser={user}",
            f"SlurmdUser={user}",
            "AuthType=auth/munge",
            f"AuthInfo=socket={self.munge},cred_expire={CREDENTIAL_SECONDS}",
            "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny",
            f"StateSaveLocation={self.folder}/state",
            f"SlurmdSpoolDir={self.folder}/spool/%n",
            f"SlurmctldPidFile={self.folder}/slurmctld.pid",
            f"SlurmdPidFile={self.folder}/slurmd-%n.pid",
            "ProctrackType=proctrack/linuxproc",
            "TaskPlugin=task/none",
            "JobAcctGatherType=jobacct_gather/none",
            "AccountingStorageType=accounting_storage/none",
            "JobCompType=jobcomp/none",
            "SwitchType=switch/none",
            "MpiDefault=none",
            "SelectType=select/cons_tres",
            "SelectTypeParameters=CR_Core",
            "SlurmdParameters=config_overrides",
            f"SlurmdTimeout={NODE_SECONDS}",
            "SchedulerParameters=sched_interval=2,bf_interval=2",
            "KillWait=2",
            "ReturnToService=2",
            "JobRequeue=1",
        ]
        for node, port in zip(self.nodes, ports[1:]):
            lines.append(f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} "
                         f"CPUs={self.cpus} RealMemory=1000000 State=UNKNOWN")
        lines.append("PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP")
        (self.folder / "slurm.conf").write_text("\n".join(lines) + "\n")
        # slurmd looks for a cgroup file system otherwise, used or not; containers may have none.
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")

    def daemon(self, name, command):
        with open(self.folder / "log" / f"{name}.log", "ab") as log:
            self.daemons[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                  env=self.environment, start_new_session=True,
                                                  preexec_fn=lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL))

    def ask(self, *command, check=False):
        done = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60)
        if check and done.returncode != 0:
            raise Failure(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def wait(self, what, seconds, condition):
        end = time.monotonic() + seconds
        while not condition():
            for name, daemon in self.daemons.items():
                if daemon.poll() is not None:
                    raise Failure(f"{name} ended with {daemon.returncode}{self.last_lines()}")
            if time.monotonic() > end:
                raise Failure(f"waited {seconds} s for {what}{self.last_lines()}")
            time.sleep(0.1)

    def last_lines(self):
        told = ""
        for log in sorted((self.folder / "log").glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()[-8:]
            told += "\n" + "\n".join(f"  {log.name}: {line}" for line in lines)
        return told + "\n" + self.ask("squeue", "--all", "--array")

    def kill_node(self, node):
        """The node's daemon dies, and with it all that it runs, as where the power fails."""
        daemon = self.daemons.pop(node)
        daemon.kill()
        daemon.wait()
        mark = f"SLURMD_NODENAME={node}".encode()
        below = {pid: parent for pid, parent in self.below() if mark in environment_of(pid)}
        for keeper in set(below.values()) - set(below):  # first: it would tell of the others' end
            kill(keeper)
        for pid in below:
            kill(pid)

    @staticmethod
    def below():
        tree = processes()
        return [(pid, tree[pid][0]) for pid in descendants(os.getpid()) if pid in tree]

    def restarts(self):
        """Of each task of an array that Slurm still knows, how often it was queued again."""
        found = {}
        for line in self.ask("scontrol", "show", "job", "--oneliner", check=True).splitlines():
            words = dict(word.split("=", 1) for word in line.split() if "=" in word)
            if words.get("ArrayTaskId", "").isdigit():
                found[int(words["ArrayTaskId"])] = int(words["Restarts"])
        return found

    def jobs(self):
        """Of each task of an array its state and node."""
        told = self.ask("squeue", "--noheader", "--array", "--format=%K %T %N")
        rows = [line.split() for line in told.splitlines()]
        return {int(row[0]): (row[1], row[2] if len(row) > 2 else "") for row in rows if row[0].isdigit()}

    def stop(self):
        if "slurmctld" in self.daemons and self.daemons["slurmctld"].poll() is None:
            try:
                self.ask("scancel", "--user", pwd.getpwuid(os.getuid()).pw_name)
                end = time.monotonic() + 15
                while self.ask("squeue", "--noheader") and time.monotonic() < end:
                    time.sleep(0.2)
            except subprocess.TimeoutExpired:
                pass
        for daemon in self.daemons.values():
            kill(daemon.pid, signal.SIGTERM)
        end = time.monotonic() + 10
        while descendants(os.getpid()) and time.monotonic() < end:
            reap()
            time.sleep(0.1)
        while left := descendants(os.getpid()):
            for pid in left:
                kill(pid)
            reap()
            time.sleep(0.05)
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
