"""From nothing to a chart, as a student who opens a notebook: a server, a kernel, a cell.

Usage: first_chart.py NOTEBOOK
Prints the seconds of each step as JSON. Nothing of it runs as root.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request

import nbformat
from nbclient import NotebookClient

start = time.monotonic()
assert os.getuid() != 0, "runs as root"
command = ["jupyter", "notebook", "--no-browser", "--port=8899", "--ip=127.0.0.1"]
server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
seconds = {"user": os.getuid()}
try:
    while True:
        try:
            urllib.request.urlopen("http://127.0.0.1:8899/api", timeout=5).read()
            break
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() - start < 600, "the server does not answer"
            time.sleep(0.1)
    seconds["server"] = round(time.monotonic() - start, 1)
    notebook = nbformat.read(sys.argv[1], as_version=4)
    client = NotebookClient(notebook, kernel_name="java", startup_timeout=600, timeout=600)
    with client.setup_kernel():
        seconds["kernel"] = round(time.monotonic() - start, 1)
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
    shown = [str(output.get("data")) for output in notebook.cells[-1].outputs]
    assert any("data-genlab" in output for output in shown), shown
    seconds["chart"] = round(time.monotonic() - start, 1)
    print(json.dumps(seconds))
finally:
    server.terminate()
