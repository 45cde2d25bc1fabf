"""Executes notebooks, each from a clean kernel, and writes the site of all that were executed.

Says on stdout, as one JSON object a line, the "stage" that it is at, what is to be told ("say"), and, if it
fails, why ("fail").
"""

import argparse
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from execute import Failure, run, tell
from website import Website


def named(name, folder):
    """A notebook by its path, by its name in the folder, or by how that begins (04)."""
    for file in (Path(name), folder / f"{name}.ipynb", folder / name):
        if file.is_file():
            return check(file)
    there = sorted(folder.glob("*.ipynb"))
    alike = [file for file in there if file.name.startswith(name)]
    if len(alike) == 1:
        return check(alike[0])
    known = "are: " + ", ".join(file.stem for file in there) if there else "is none"
    raise Failure(f"notebook must be a file or the name of one in {folder}, but was '{name}'; there {known}.")


def check(file):
    """A notebook's path, if the file can be one."""
    problem = "has no list of cells (nbformat 4)"
    try:
        content = json.loads(file.read_text("utf-8"))
        if isinstance(content, dict) and isinstance(content.get("cells"), list):
            return file.absolute()
    except UnicodeDecodeError:
        problem = "is not text in UTF-8"
    except json.JSONDecodeError as error:
        problem = f"is not valid JSON ({error})"
    raise Failure(
        f"{file} must be a Jupyter notebook, but {problem}; get an unbroken copy, for instance with"
        f" 'git checkout {file.name}'."
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repository")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--timeout", type=int)
    parser.add_argument("root", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    site = Website(options.root, options.repository)
    folder = options.root / "notebooks"
    names = options.names or [str(file) for file in sorted(folder.glob("*.ipynb"))]
    if not names:
        raise Failure(f"there must be notebooks to run, but {folder} has none; name one.")
    notebooks = dict.fromkeys(named(name, folder) for name in names)
    if options.jobs > 1:
        # Kernels that think they are alone would wait for each other's threads.
        share = max(1, os.cpu_count() // options.jobs)
        before = os.environ.get("JDK_JAVA_OPTIONS", "")
        os.environ["JDK_JAVA_OPTIONS"] = f"{before} -XX:ActiveProcessorCount={share}"
    with ThreadPoolExecutor(options.jobs) as workers:
        whole = list(workers.map(lambda file: run(file, site.folder, options.timeout), notebooks))
    tell(say=f"Pages: {site.write()}")
    if not all(whole):
        raise Failure(f"every cell must run, but {whole.count(False)} of {len(whole)} notebooks failed; see above.")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        tell(fail=str(failure))
        sys.exit(1)
