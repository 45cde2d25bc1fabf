"""What a class takes on one server: kernels that wait after a first chart, and some that work at once.

Usage: JUPYTER_PATH=.lab python3 kernels.py KERNELS WORKING CHECK NOTEBOOK

Starts KERNELS kernels one after another, each with a chart (CHECK is binder/check.ipynb), looks at them
for a minute, then lets WORKING of them run NOTEBOOK at the same time. Memory is each kernel's own share
(Pss), processor time in seconds.
"""

import os
import subprocess
import sys
import time

import nbformat
from nbclient import NotebookClient

WORK = """
import sys, nbformat
from jupyter_client import BlockingKernelClient
client = BlockingKernelClient(connection_file=sys.argv[1])
client.load_connection_file()
client.start_channels()
client.wait_for_ready(timeout=3600)
for cell in nbformat.read(sys.argv[2], as_version=4).cells:
    if cell.cell_type == "code":
        reply = client.execute_interactive(cell.source, timeout=3600, output_hook=lambda message: None)
        assert reply["content"]["status"] == "ok", reply
"""


class Kernel:
    def __init__(self, check):
        start = time.monotonic()
        self.client = NotebookClient(check, kernel_name="java", timeout=3600, startup_timeout=3600)
        self.running = self.client.setup_kernel()
        self.running.__enter__()
        for number, cell in enumerate(check.cells):
            self.client.execute_cell(cell, number)
        self.pid = self.client.km.provisioner.process.pid
        self.seconds = time.monotonic() - start

    def megabytes(self):
        with open(f"/proc/{self.pid}/smaps_rollup") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("Pss:"))

    def processor(self):
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers)


def main():
    count, working = int(sys.argv[1]), int(sys.argv[2])
    check, notebook = (os.path.abspath(path) for path in sys.argv[3:])
    kernels = []
    for _ in range(count):
        kernels.append(Kernel(nbformat.read(check, as_version=4)))
    print(f"{count} kernels, each with a chart after {mean(k.seconds for k in kernels):.1f} s "
          f"and {mean(k.processor() for k in kernels):.1f} s of processor time", flush=True)
    before = [kernel.processor() for kernel in kernels]
    time.sleep(60)
    share = mean(k.processor() - b for k, b in zip(kernels, before)) / 60
    memory = [kernel.megabytes() for kernel in kernels]
    print(f"idle: {mean(memory):.0f} MB each, {max(memory):.0f} at most, {sum(memory):.0f} together, "
          f"{100 * share:.2f} % of a core each", flush=True)

    before = [kernel.processor() for kernel in kernels]
    most, start = [0] * working, time.monotonic()
    busy = [
        subprocess.Popen([sys.executable, "-c", WORK, kernel.client.km.connection_file, notebook])
        for kernel in kernels[:working]
    ]
    while any(process.poll() is None for process in busy):
        most = [max(m, kernel.megabytes()) for m, kernel in zip(most, kernels)]
        time.sleep(1)
    used = [kernel.processor() - b for kernel, b in zip(kernels, before)]
    print(f"{working} at work for {time.monotonic() - start:.0f} s: {max(most):.0f} MB at most, "
          f"{mean(used[:working]):.0f} s of processor time each; "
          f"statuses {[process.returncode for process in busy]}", flush=True)
    for kernel in kernels:
        kernel.running.__exit__(None, None, None)


if __name__ == "__main__":
    main()
