"""What a command costs: processor time and memory of it and of every process it started.

usage: measure.py COMMAND [ARGUMENT...]   (its output is thrown away)
"""
import os
import pathlib
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Cost:
    cpu: float = 0.0  # seconds, user and system, with all children that were waited for
    peak: int = 0  # bytes, resident, of the largest process
    code: int = 0

    def add(self, other):
        self.cpu += other.cpu
        self.peak = max(self.peak, other.peak)
        self.code = max(self.code, other.code)


def run(command, seconds=3600):
    """Runs a command without its output."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + seconds
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        if time.monotonic() > deadline:
            process.kill()
            _, status, usage = os.wait4(process.pid, 0)
            break
        time.sleep(0.002)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode)


def processes_under(root):
    """Process numbers of `root` and of all that descend from it."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(text.rpartition(")")[2].split()[1])
    family = {root}
    grown = True
    while grown:
        more = {p for p, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return family


def peak_of(process):
    """Largest resident size so far of one process, in bytes; 0 where it is gone."""
    try:
        for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def family_peaks(command, interval=0.1):
    """Runs a command; the peak of each of its processes by number, and its exit code."""
    peaks = {}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        for each in processes_under(process.pid):
            peaks[each] = max(peaks.get(each, 0), peak_of(each))
        time.sleep(interval)
    return peaks, process.returncode


def main():
    cost = run(sys.argv[1:])
    print(f"{cost.cpu:.1f} s of processor time, peak of a process {cost.peak / 1e6:.0f} MB, exit code {cost.code}")


if __name__ == "__main__":
    main()
