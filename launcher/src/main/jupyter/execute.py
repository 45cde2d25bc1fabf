"""Executes a notebook from a clean kernel and writes it as one web page.

Beside the page lies the executed notebook, and in the folder "sections" the text of its sections,
for the search. Charts and formulas take their scripts from the folder "assets" beside the page.
The notebook itself is only read.
"""

import json
import os
import re
import threading
import time
import traceback

import nbformat
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

ANSI = re.compile(r"\x1b\[[0-9;]*m")
MATH = re.compile(r"\$[^$]+\$|\\\(|\\\[|\\begin\{")

NEIGHBOUR = re.compile(r'href="(?:\.\./|assignments/)?([\w.-]+)\.ipynb(#[^"]*)?"')

one_at_a_time = threading.Lock()
running = {}


class Failure(Exception):
    """A problem that the user can solve, told in one sentence."""


def tell(**event):
    with one_at_a_time:
        print(json.dumps(event), flush=True)


def now(name, stage):
    """Tells what each notebook that runs is at."""
    running[name] = stage
    tell(stage="; ".join(f"{each}: {at}" for each, at in list(running.items())))


class Client(NotebookClient):
    """Tells which code cell runs, by the number that Jupyter shows as In [number]."""

    number = 0
    name = ""

    async def async_execute_cell(self, cell, cell_index, **options):
        if cell.cell_type == "code" and cell.source.strip():
            self.number += 1
            now(self.name, f"cell {self.number} of {cells(self.nb)}")
        return await super().async_execute_cell(cell, cell_index, **options)


def cells(notebook):
    return sum(1 for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip())


def execute(notebook, name, folder, seconds):
    """Fills in the outputs; returns what went wrong, or None."""
    client = Client(
        notebook,
        kernel_name=notebook.metadata.get("kernelspec", {}).get("name", "java"),
        timeout=seconds,
        # On a busy machine a kernel needs more than a minute to start, and what a cell shows may
        # come more than four seconds after its answer: by default that would be lost.
        startup_timeout=seconds,
        iopub_timeout=seconds,
        resources={"metadata": {"path": str(folder)}},
    )
    client.name = name
    try:
        client.execute()
        return None
    except CellExecutionError as error:
        outputs = [
            output
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if output.output_type == "error"
        ]
        trace = "\n".join(outputs[-1].traceback) if outputs else str(error)
        message = f"{error.ename}: {error.evalue}".strip().rstrip(":")
        return {"cell": client.number, "message": message, "trace": ANSI.sub("", trace)}
    except CellTimeoutError:
        message = f"still running after {seconds} s; give it more time with --timeout"
        return {"cell": client.number, "message": message, "trace": ""}
    except DeadKernelError:
        return {"cell": client.number, "message": "the kernel died", "trace": ""}


def has_math(notebook):
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            texts += [str(data[mime]) for mime in ("text/latex", "text/markdown") if mime in data]
    return any(MATH.search(text) for text in texts)


def has_charts(notebook):
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return any("Plotly" in str(output.get("data", {}).get("text/html", "")) for output in outputs)


def story(notebook):
    """The title and the first paragraph under it."""
    text = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", text)]
    title = next((p for p in paragraphs if p.startswith("#")), "")
    rest = paragraphs[paragraphs.index(title) + 1 :] if title else []
    first = next((p for p in rest if not p.startswith("#")), "")
    return [re.sub(r"^#+ *|[*_`]", "", p) for p in (title, first)]


def sections(html, name, notebook):
    """The prose and the code under each heading of a page, without what the cells gave."""
    found = [{"page": name, "notebook": notebook, "id": "", "title": notebook, "text": ""}]
    for cell in BeautifulSoup(html, "html.parser").select(".jp-RenderedMarkdown, .jp-InputArea-editor"):
        for part in cell.find_all(["h1", "h2", "h3", "h4", "p", "li", "td", "th", "pre"]):
            if part.name.startswith("h") and part.get("id"):
                title = part.get_text().replace("¶", "").strip()
                found.append({**found[0], "id": part["id"], "title": title, "text": ""})
            elif not part.find(["p", "li"]):
                found[-1]["text"] += " ".join(part.get_text().split()) + " "
    return [section for section in found if section["text"] or section["id"]]


def write(notebook, name, folder, seconds, failure):
    about = {"charts": has_charts(notebook), "math": has_math(notebook)}
    exporter = HTMLExporter(
        template_name="genlab",
        extra_template_basedirs=[os.path.dirname(os.path.abspath(__file__))],
    )
    # Without a name of its own the page would be titled "Notebook".
    resources = {"metadata": {"name": name}, "genlab": about}
    html, _ = exporter.from_notebook_node(notebook, resources=resources)
    # From page to page, not to the notebooks that lie beside.
    html = NEIGHBOUR.sub(r'href="\1.html\2"', html)
    keep(html, folder / f"{name}.html")
    title, start = story(notebook)
    title = title or name
    keep(json.dumps(sections(html, name, title)), folder / "sections" / f"{name}.json")
    # What the list of all pages says of this one.
    notebook.metadata["genlab"] = {"seconds": f"{seconds:.1f}", "title": title, "story": start}
    if failure:
        notebook.metadata["genlab"]["failure"] = f"cell {failure['cell']}: {failure['message']}"
    keep(nbformat.writes(notebook), folder / f"{name}.ipynb")


def keep(content, path):
    """Writes a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    os.replace(part, path)


def run(path, folder, seconds_per_cell):
    """Writes the page of a notebook into a folder and tells how it went; whether all its cells ran."""
    name = path.stem
    try:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []
                cell.execution_count = None
        start = time.monotonic()
        failure = execute(notebook, name, path.parent, seconds_per_cell)
        seconds = time.monotonic() - start
        now(name, "writing the page")
        write(notebook, name, folder, seconds, failure)
    except Exception:
        tell(say=f"{name}: Jupyter must run the notebook, but did not: {traceback.format_exc()}")
        return False
    finally:
        running.pop(name, None)
    if failure:
        tell(say=f"{name}, cell {failure['cell']}: {failure['message']}\n{failure['trace']}".rstrip())
    else:
        tell(say=f"{name}: {cells(notebook)} cells, {seconds:.1f} s")
    return not failure
