"""Runs notebooks as a small machine does: each with one core and a limit to its memory, that of
'./lab run' included. Needs root and control groups, of version 1 or 2.

Usage: limited.py MEGABYTES NOTEBOOK ...
Prints a line of JSON for each: its time, its processor time, and the most memory in use (without what
the system would give back, such as files that were read). The status is 1 if a notebook fails.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[5]
GROUPS = pathlib.Path("/sys/fs/cgroup")
TWO = (GROUPS / "cgroup.controllers").exists()


def group(megabytes):
    made = (GROUPS if TWO else GROUPS / "memory") / f"genlab-{os.getpid()}"
    made.mkdir()
    limit = made / ("memory.max" if TWO else "memory.limit_in_bytes")
    limit.write_text(str(megabytes << 20))
    return made


def in_use(group):
    for line in (group / "memory.stat").read_text().splitlines():
        name, value = line.split()
        if name == ("anon" if TWO else "total_rss"):
            return int(value) >> 20
    raise KeyError("memory.stat")


def run(notebook, limited):
    def enter():
        (limited / "cgroup.procs").write_text(str(os.getpid()))
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [ROOT / "lab", "run", notebook],
        preexec_fn=enter,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    most = 0
    while process.poll() is None:
        most = max(most, in_use(limited))
        time.sleep(0.5)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = {"notebook": notebook, "status": process.returncode, "megabytes": most}
    told.update(seconds=round(time.monotonic() - start), processor=round(used))
    print(json.dumps(told), flush=True)
    if process.returncode:
        print(process.stdout.read(), file=sys.stderr)
    return process.returncode == 0


limited = group(int(sys.argv[1]))
try:
    results = [run(notebook, limited) for notebook in sys.argv[2:]]
finally:
    limited.rmdir()
sys.exit(0 if all(results) else 1)
