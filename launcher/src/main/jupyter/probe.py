"""Says which Jupyter this Python can start, or ends with a status that is not 0.

Usage: probe.py [thorough]
"""

import importlib.metadata
import importlib.util
import sys


def there(module):
    return importlib.util.find_spec(module) is not None


if not all(there(module) for module in ("nbformat", "nbclient", "nbconvert")):
    sys.exit("nbconvert is missing")
if "thorough" in sys.argv:
    import nbclient  # noqa: F401
    import nbconvert

    if tuple(int(part) for part in nbconvert.__version__.split(".")[:2]) < (6, 5):
        sys.exit("nbconvert is older than 6.5")
for server in ("notebook", "jupyterlab"):
    if there(server):
        print("server=" + server, importlib.metadata.version(server))
        break
else:
    sys.exit("neither notebook nor jupyterlab is there")
