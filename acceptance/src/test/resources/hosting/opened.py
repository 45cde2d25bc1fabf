"""What a student finds behind the address that ./lab tells: notebooks, and a kernel that starts.

Usage: opened.py ADDRESS
"""

import json
import os
import sys
import urllib.parse
import urllib.request

address = urllib.parse.urlsplit(sys.argv[1])
token = urllib.parse.parse_qs(address.query)["token"][0]


def ask(path, **body):
    request = urllib.request.Request(
        f"{address.scheme}://{address.netloc}/api/{path}",
        json.dumps(body).encode() if body else None,
        {"Authorization": "token " + token, "Content-Type": "application/json"},
    )
    return json.load(urllib.request.urlopen(request, timeout=600))


names = [entry["name"] for entry in ask("contents")["content"]]
print(
    json.dumps(
        {
            "user": os.getuid(),
            "notebooks": sum(name.endswith(".ipynb") for name in names),
            "kernel": ask("kernels", name="java")["name"],
        }
    )
)
