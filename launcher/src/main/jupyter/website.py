"""What leads through the pages of the notebooks that were executed: index, glossary, search, site map.

All of it works from files and from any server of files, and asks nothing of anybody else.
"""

import json
import re
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from nbconvert.filters import markdown2html

from execute import Failure, keep, story

GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)(\.git|/)?")
SETTING = re.compile(r"<genlab\.repository>(.*?)</genlab\.repository>")
COURSE = re.compile(r"^## The course\n(.*?)(?=^## |\Z)", re.S | re.M)
WEB = Path(__file__).resolve().parent.parent / "web"


class Website:
    """The site of a project, in target/site.

    repository is where the kit is on GitHub: empty if nowhere, None if pom.xml names it.
    """

    def __init__(self, root, repository=None):
        self.root = Path(root)
        self.folder = self.root / "target" / "site"
        if repository is None:
            setting = SETTING.search(text(self.root / "pom.xml"))
            repository = setting.group(1).strip() if setting else ""
        self.repository = repository
        self.github = GITHUB.fullmatch(repository)
        if repository and not self.github:
            raise Failure(
                f"the repository must be https://github.com/OWNER/NAME, but was '{repository}'; give that,"
                " or leave it out (--repository, or genlab.repository in pom.xml)."
            )
        self.templates = Environment(loader=FileSystemLoader(WEB), autoescape=True, trim_blocks=True)

    def write(self):
        """Writes everything but the notebooks' own pages, and returns the index."""
        cards = list(self.cards())
        pages = [card for card in cards if "seconds" in card]
        pictures = [card["picture"] for card in cards if card["picture"]]
        for file in [WEB / "site.css", WEB / "site.js", *(self.root / ".lab/web").glob("*.min.js"), *pictures]:
            keep(file.read_bytes(), self.folder / "assets" / file.name)
        self.keep("assets/pages.js", f"window.genlabSite = {script(self.about(pages))};\n")
        self.keep("assets/search.js", f"window.genlabSections = {script(self.sections(pages))};\n")
        self.page("404.html", base=self.address(""))
        names = {page["name"] for page in pages}
        glossary = self.root / "docs" / "glossary.md"
        if glossary.exists():
            self.page("glossary.html", text=prose(text(glossary), names))
        if self.github:
            files = ["", "glossary.html", *(page["name"] + ".html" for page in pages)]
            self.page("sitemap.xml", addresses=[self.address(file) for file in files])
        course = COURSE.search(text(self.root / "README.md"))
        return self.page("index.html", course=prose(course.group(1), names) if course else "", cards=cards)

    def cards(self):
        """The notebooks that were executed in their order, then the assignments, with what is known of them."""
        for folder in ("notebooks", "notebooks/assignments"):
            for file in sorted((self.root / folder).glob("*.ipynb")):
                run, executed = {}, self.folder / file.name
                if executed.exists():
                    run = json.loads(text(executed))["metadata"].get("genlab", {})
                # An older build didn't tell; an assignment has other things to tell.
                if "seconds" not in run:
                    if not folder.endswith("assignments"):
                        continue
                    title, start = story(nbformat.read(file, as_version=4))
                    run = {"title": title or file.stem, "story": start}
                picture = self.root / "docs" / "pictures" / f"{file.stem}.png"
                about = {"name": file.stem, "path": f"{folder}/{file.name}"}
                yield {**run, **about, "picture": picture if picture.exists() else None}

    def about(self, pages):
        list_of_pages = [{key: page.get(key, "") for key in ("name", "title", "path")} for page in pages]
        about = {"pages": list_of_pages, "repository": self.repository}
        if self.github:
            name = "/".join(self.github.group(1, 2))
            about["binder"] = f"https://mybinder.org/v2/gh/{name}/HEAD?labpath="
            about["codespaces"] = f"https://codespaces.new/{name}?quickstart=1"
        return about

    def sections(self, pages):
        files = [self.folder / "sections" / (page["name"] + ".json") for page in pages]
        return [section for file in files if file.exists() for section in json.loads(text(file))]

    def address(self, file):
        """A file's address on GitHub Pages; beside the page that names it, if that isn't known."""
        if not self.github:
            return "./" + file
        owner, name = self.github.group(1, 2)
        host = owner.lower() + ".github.io"
        return f"https://{host}/" + ("" if name.lower() == host else name + "/") + file

    def page(self, name, **content):
        return self.keep(name, self.templates.get_template(name).render(content) + "\n")

    def keep(self, name, content):
        keep(content, self.folder / name)
        return self.folder / name


def prose(markdown, names):
    """The kit's own texts as HTML; what names a notebook leads to its page, if there is one."""
    soup = BeautifulSoup(markdown2html(markdown), "html.parser")
    for link in soup.select("a.anchor-link"):
        link.decompose()
    for table in soup("table"):
        table.wrap(soup.new_tag("div", attrs={"class": "wide"}))
    for link in soup("a", href=True):
        target = Path(link["href"])
        if re.match("https?:|#", link["href"]):
            continue
        if target.stem in names:
            link["href"] = target.stem + ".html"
        elif target.name == "glossary.md":
            link["href"] = "glossary.html"
        else:
            link.unwrap()
    return str(soup)


def script(content):
    """As JSON that can't end a page's script early."""
    return json.dumps(content).replace("<", "\\u003c")


def text(file):
    return file.read_text("utf-8")
