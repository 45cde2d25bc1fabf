// What every page of the site has in its bar: the notebooks before and after, a search over all of
// them, a theme, where to open this one. Works from files too: nothing is fetched but scripts beside.
(function () {
  "use strict";
  var root = document.documentElement, assets = document.currentScript.src.replace(/[^/]*$/, "");

  function stored(value) {
    try {
      if (value) localStorage.setItem("genlab-theme", value);
      return localStorage.getItem("genlab-theme");
    } catch (e) { return null; }
  }
  function theme(name) {
    root.dataset.theme = name;
    if (document.body) document.body.dataset.jpThemeLight = String(name === "light");
  }
  var preferred = matchMedia("(prefers-color-scheme: dark)");
  function system() { if (!stored()) theme(preferred.matches ? "dark" : "light"); }
  theme(stored() || "light");
  system();
  preferred.addEventListener("change", system);

  function element(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) made.textContent = text;
    return made;
  }

  function load(file, next) {
    var script = element("script", { src: assets + file });
    script.onload = next;
    document.head.append(script);
  }

  // Each word must be there; a title counts more than text, an early place more than a late one.
  function find(words) {
    return window.genlabSections.map(function (section) {
      var title = section.title.toLowerCase(), text = section.text.toLowerCase(), score = 0;
      var all = words.every(function (word) {
        var inTitle = title.includes(word), at = text.indexOf(word);
        if (inTitle || at >= 0) score += (inTitle ? 10 : 0) + (at < 0 ? 0 : Math.min(5, text.split(word).length - 1));
        return inTitle || at >= 0;
      });
      return { section: section, score: all ? score : 0 };
    }).filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; }).slice(0, 20);
  }

  function excerpt(text, word) {
    var at = text.toLowerCase().indexOf(word) - 50;
    at = at > 0 ? text.indexOf(" ", at) + 1 : 0;
    return (at > 0 ? "… " : "") + text.slice(at, at + 150) + (text.length > at + 150 ? " …" : "");
  }

  function show(list, query) {
    var words = query.toLowerCase().split(/\s+/).filter(Boolean);
    var hits = words.length && query.trim().length > 1 ? find(words) : [];
    list.replaceChildren.apply(list, hits.map(function (hit) {
      var section = hit.section, item = element("li", {});
      item.append(element("a", { href: section.page + ".html#" + section.id }, section.title));
      item.append(element("small", {}, section.notebook + ": " + excerpt(section.text, words[0])));
      return item;
    }));
    if (words.length && query.trim().length > 1 && !hits.length) list.append(element("li", {}, "Nothing found."));
  }

  function search(bar) {
    var form = element("form", { role: "search", "class": "end" });
    var input = element("input", { type: "search", placeholder: "Search all notebooks", "aria-label": "Search all notebooks" });
    var list = element("ol", { "aria-live": "polite" });
    function update() { if (window.genlabSections) show(list, input.value); else load("search.js", function () { show(list, input.value); }); }
    input.addEventListener("input", update);
    form.addEventListener("submit", function (event) { event.preventDefault(); update(); });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") list.replaceChildren(); });
    document.addEventListener("click", function (event) { if (!bar.contains(event.target)) list.replaceChildren(); });
    var button = element("button", { type: "button", title: "Light or dark", "aria-label": "Light or dark" }, "◐");
    button.addEventListener("click", function () {
      var other = root.dataset.theme === "dark" ? "light" : "dark";
      stored(other);
      theme(other);
    });
    form.append(input, button);
    bar.append(form, list);
  }

  function fill(bar) {
    var site = window.genlabSite, name = decodeURIComponent(location.pathname.replace(/.*\/|\.html$/g, ""));
    var at = site.pages.findIndex(function (page) { return page.name === name; });
    [[at - 1, "← ", "prev"], [at + 1, "", "next"]].forEach(function (near) {
      var page = at >= 0 && site.pages[near[0]];
      if (page) bar.append(element("a", { href: page.name + ".html", rel: near[2] }, near[1] + page.title + (near[2] === "next" ? " →" : "")));
    });
    if (at >= 0 && site.repository) {
      var open = element("span", {}, "Open this notebook: ");
      open.append(element("a", { href: site.binder + encodeURIComponent(site.pages[at].path) }, "Binder"), " · ",
        element("a", { href: site.codespaces, title: site.pages[at].path }, "Codespaces"));
      bar.append(open);
    }
    search(bar);
  }

  document.addEventListener("DOMContentLoaded", function () {
    theme(root.dataset.theme);
    var bar = document.querySelector("nav.genlab");
    if (bar) load("pages.js", function () { fill(bar); });
  });
})();
