"""Which notebooks ./lab run takes, and the site that it writes over their pages."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "main" / "jupyter"))

from execute import Failure
from run import named
from website import Website, prose

EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


class ProjectCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.notebooks = self.root / "notebooks"

    def write(self, file, content):
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path


class NamesTest(ProjectCase):
    def setUp(self):
        super().setUp()
        self.first = self.write("notebooks/01-first.ipynb", EMPTY)
        self.second = self.write("notebooks/02-second.ipynb", EMPTY)
        self.write("notebooks/notes.txt", "")

    def test_a_name_may_be_what_it_begins_with_the_name_or_a_path(self):
        for name in ("02", "02-second", "02-second.ipynb", str(self.second), "02-sec"):
            self.assertEqual(self.second, named(name, self.notebooks), name)

    def test_unknown_and_ambiguous_names_list_what_there_is(self):
        for name in ("03", "0", ""):
            with self.assertRaises(Failure) as failure:
                named(name, self.notebooks)
            self.assertEqual(
                f"notebook must be a file or the name of one in {self.notebooks}, but was '{name}'; there are:"
                " 01-first, 02-second.",
                str(failure.exception),
            )

    def test_broken_files_are_named_with_what_is_wrong(self):
        wrong = {
            '{"cells": [': "is not valid JSON",
            "": "is not valid JSON",
            '{"cells": 3}': "has no list of cells",
            "[]": "has no list of cells",
        }
        for content, problem in wrong.items():
            with self.assertRaisesRegex(Failure, problem):
                named(str(self.write("broken.ipynb", content)), self.notebooks)
        self.first.write_bytes(b'{"\xff"}')
        with self.assertRaisesRegex(Failure, "is not text in UTF-8"):
            named("01", self.notebooks)


class SiteTest(ProjectCase):
    def setUp(self):
        super().setUp()
        self.write("pom.xml", "<genlab.repository></genlab.repository>")
        self.write(
            "README.md",
            "# Kit\n\n## The course\n\n| | hours |\n|---|---|\n"
            "| [01 First](notebooks/01-first.ipynb) | 3 |\n| [02 Second](notebooks/02-second.ipynb) | 2 |\n\n"
            "**Not covered:** text.\n\n## Else\n\nno\n",
        )

    def executed(self, notebook, **metadata):
        self.write(f"notebooks/{notebook}.ipynb", EMPTY)
        name = notebook.split("/")[-1]
        run = {"seconds": "1.0", "title": "T", **metadata}
        self.write(f"target/site/{name}.ipynb", {**EMPTY, "metadata": {"genlab": run}})
        self.write(f"target/site/sections/{name}.json", [{"page": name, "title": "T", "text": "words"}])

    def written(self, file, repository=None):
        site = Website(self.root, repository)
        site.write()
        return (site.folder / file).read_text("utf-8")

    def assigned(self, file, repository=None):
        return json.loads(self.written(file, repository).split("=", 1)[1].rstrip(";\n"))

    def test_tells_title_story_and_time(self):
        self.executed("01-first", seconds="12.5", title="A & B", story="What it is.")
        index = self.written("index.html")
        self.assertIn('<a href="01-first.html">A &amp; B</a><p>What it is.</p>', index)
        self.assertIn("<small>ran in 12.5 s</small>", index)

    def test_a_failure_is_shown_as_one_with_its_time(self):
        self.executed("01-first", failure="cell 3: <E>: no", seconds="1.5")
        index = self.written("index.html")
        self.assertIn("<b>failed in cell 3: &lt;E&gt;: no</b>, 1.5 s", index)
        self.assertNotIn("ran in", index)

    def test_lists_the_kits_notebooks_and_assignments_that_were_executed_and_nothing_else(self):
        for notebook in ("assignments/A1-own", "02-second", "01-first"):
            self.executed(notebook)
        self.write("notebooks/03-not-yet.ipynb", EMPTY)
        self.write("target/site/of a test.ipynb", EMPTY)
        pages = self.assigned("assets/pages.js")["pages"]
        self.assertEqual(["01-first", "02-second", "A1-own"], [page["name"] for page in pages])
        self.assertEqual("notebooks/assignments/A1-own.ipynb", pages[2]["path"])
        self.assertEqual(3, len(self.assigned("assets/search.js")))
        self.assertNotIn("03-not-yet", self.written("index.html"))

    def test_an_assignment_that_was_not_executed_has_a_card_without_a_page(self):
        cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# One & all\n\n**Goal.** Build it."}
        self.write("notebooks/assignments/A1-own.ipynb", {**EMPTY, "cells": [cell]})
        self.write("notebooks/assignments/A2-empty.ipynb", EMPTY)
        index = self.written("index.html")
        self.assertIn("<strong>One &amp; all</strong><p>Goal. Build it.</p>", index)
        self.assertIn("<strong>A2-empty</strong>", index)
        self.assertNotIn("A1-own.html", index)

    def test_the_course_plan_is_the_readmes_and_leads_to_what_was_executed(self):
        self.executed("01-first")
        index = self.written("index.html")
        self.assertRegex(index, '<td><a href="01-first.html">01 First</a></td>\\s*<td>3</td>')
        self.assertRegex(index, "<td>02 Second</td>\\s*<td>2</td>")
        self.assertIn("<p><strong>Not covered:</strong> text.</p>", index)
        self.assertNotIn("<p>no</p>", index)

    def test_without_a_repository_there_is_no_link_to_one_and_no_site_map(self):
        self.executed("01-first")
        self.assertNotIn("binder", self.assigned("assets/pages.js"))
        self.assertFalse((self.root / "target/site/sitemap.xml").exists())
        self.assertIn('<base href="./">', self.written("404.html"))

    def test_one_setting_gives_binder_codespaces_and_the_site_map(self):
        self.executed("01-first")
        self.write("pom.xml", "<genlab.repository>https://github.com/School/gans</genlab.repository>")
        about = self.assigned("assets/pages.js")
        self.assertEqual("https://mybinder.org/v2/gh/School/gans/HEAD?labpath=", about["binder"])
        self.assertEqual("https://codespaces.new/School/gans?quickstart=1", about["codespaces"])
        self.assertIn("<loc>https://school.github.io/gans/01-first.html</loc>", self.written("sitemap.xml"))
        self.assertIn('<base href="https://school.github.io/gans/">', self.written("404.html"))
        with self.assertRaises(Failure):
            Website(self.root, "git@example.org:a/b")

    def test_no_text_ends_a_script(self):
        self.executed("01-first", title="</script>")
        self.assertNotIn("</script>", self.written("assets/pages.js"))
        self.assertEqual("</script>", self.assigned("assets/pages.js")["pages"][0]["title"])

    def test_formulas_stay_and_tables_may_be_wide(self):
        html = prose("| a | b |\n|---|---|\n| $p(x \\mid z) < 1$ | `c <d>` |\n", {})
        self.assertIn("$p(x \\mid z) &lt; 1$", html)
        self.assertIn("<code>c &lt;d&gt;</code>", html)
        self.assertTrue(html.startswith('<div class="wide"><table>'), html)


if __name__ == "__main__":
    unittest.main()
