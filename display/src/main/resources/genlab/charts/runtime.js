// Draws the charts of a page. Every chart carries a copy; the first one to run stays.
(function () {
  "use strict";
  if (window.genlab) return;
  var genlab = (window.genlab = {}), waiting = [], loading = false;
  var FILE = "plotly.js-cartesian-dist-min@2.35.2/plotly-cartesian.min.js";
  var SHA = "sha384-gKF7EaMDoWW1zLWkouldmVWF5jqEKrAswAciW73iNzqlomabVVPO60XkJvL5q/Ie";

  // The server's address when a notebook is open in Jupyter, null in an exported page.
  function base() {
    if (document.body.dataset.baseUrl) return document.body.dataset.baseUrl;
    var config = document.getElementById("jupyter-config-data");
    if (!config) return null;
    try { return JSON.parse(config.textContent).baseUrl || null; } catch (e) { return null; }
  }

  // Fetched and run with AMD hidden: a require.js in the page must not take the library for a module of its own.
  function run(url, options) {
    return fetch(url, options).then(function (answer) {
      if (!answer.ok) throw new Error(url + ": " + answer.status);
      return answer.text();
    }).then(function (code) {
      new Function("define", "module", "exports", "require", code).call(window);
      if (!window.Plotly) throw new Error(url + " is not plotly.js");
    });
  }

  function cdn() { return run("https://cdn.jsdelivr.net/npm/" + FILE, { integrity: SHA }); }

  function load() {
    if (loading) return;
    loading = true;
    var server = base();
    (server ? run(server + "kernelspecs/java/plotly.min.js", { credentials: "same-origin" }).catch(cdn) : cdn())
      .then(drawAll, function () {
        loading = false;
        waiting.splice(0).forEach(function (chart) {
          chart.div.dataset.genlab = "failed";
          chart.div.style.minHeight = "0";
          var note = chart.div.querySelector("p");
          if (note) note.textContent += " (plotly.js is neither in this page nor at the server nor on the network; ./lab brings it)";
        });
      });
  }

  function drawAll() {
    if (!window.Plotly) return;
    waiting.splice(0).forEach(function (chart) { chart.body(window.Plotly); });
  }
  document.addEventListener("genlab-plotly", drawAll);

  function whenPlotly(div, body) {
    if (window.Plotly) return body(window.Plotly);
    waiting.push({ div: div, body: body });
    if (base() || document.readyState === "complete") load();
    else window.addEventListener("load", function () { if (window.Plotly) drawAll(); else load(); });
  }

  // A page may run a script before its element is there.
  genlab.whenThere = function (id, tries, next) {
    var div = document.getElementById(id);
    if (div) next(div);
    else if (tries) setTimeout(function () { genlab.whenThere(id, tries - 1, next); }, 50);
  };

  // Light or dark: what the element really stands on.
  genlab.dark = function (element) {
    for (; element; element = element.parentElement) {
      var c = getComputedStyle(element).backgroundColor.match(/[\d.]+/g);
      if (c && (c.length < 4 || +c[3] > 0.5)) return 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2] < 128;
    }
    return false;
  };

  genlab.ink = function (div) { return genlab.dark(div) ? "#d4d4d4" : "#333333"; };

  function template(div) {
    var dark = genlab.dark(div), ink = genlab.ink(div);
    var axis = {
      automargin: true, gridcolor: dark ? "#3a3a3a" : "#e6e6e6", linecolor: dark ? "#666666" : "#b0b0b0",
      zerolinecolor: dark ? "#555555" : "#c8c8c8", zerolinewidth: 1, ticks: "outside", ticklen: 4,
      tickcolor: dark ? "#666666" : "#b0b0b0", showline: true, title: { standoff: 8 }
    };
    // Intervals stand on bars of any colour.
    var interval = [{ error_y: { color: ink } }];
    return { data: { bar: interval, scatter: interval }, layout: {
      font: { family: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", size: 13, color: ink },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", xaxis: axis, yaxis: axis,
      colorway: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999933", "#aa4466", "#808080"],
      annotationdefaults: { showarrow: false, borderpad: 2, font: { size: 12 }, bgcolor: dark ? "rgba(30,30,30,0.75)" : "rgba(255,255,255,0.8)" },
      legend: { orientation: "h", x: 0, xanchor: "left", y: 1.01, yanchor: "bottom" },
      margin: { l: 50, r: 14, t: 14, b: 44 }, hovermode: "closest",
      modebar: { bgcolor: "rgba(0,0,0,0)", color: "#9a9a9a", activecolor: ink },
      hoverlabel: { bgcolor: dark ? "#222222" : "#ffffff", font: { color: ink } }
    } };
  }

  // What stands on another ground than before is drawn anew: a notebook's theme can change under it.
  function look(outer) {
    var dark = genlab.dark(outer);
    if (outer.genlab.dark === dark) return;
    outer.genlab.dark = dark;
    outer.style.color = genlab.ink(outer);
    outer.genlab.redraw();
  }
  function lookAtAll() { document.querySelectorAll("[data-genlab=drawn]").forEach(look); }
  // A theme's colours may come some time after its name.
  var observer = new MutationObserver(function () { setTimeout(lookAtAll, 100); setTimeout(lookAtAll, 1000); });
  [document.documentElement, document.body].forEach(function (e) { observer.observe(e, { attributes: true }); });

  // Keeps what is drawn in an element legible: redraw is called when the ground under it changes.
  genlab.drawn = function (outer, redraw) {
    outer.genlab = Object.assign(outer.genlab || {}, { dark: genlab.dark(outer), redraw: redraw });
    outer.style.color = genlab.ink(outer);
    outer.dataset.genlab = "drawn";
  };

  // Pictures and planes keep their shape at any width.
  function fit(outer, plot, layout) {
    var shape = layout.meta;
    if (!shape || !shape.aspect) return;
    plot.style.maxWidth = outer.style.maxWidth = shape.widest + "px";
    layout.height = Math.round((Math.max(plot.clientWidth, 120) - shape.side) * shape.aspect + shape.above);
    outer.style.minHeight = "0";
  }

  // jsplot's own call, given the kit's look: a title that wraps, the page's width and colours.
  function facade(Plotly, outer) {
    var own = Object.create(Plotly);
    own.newPlot = function (div, data, layout, config) {
      layout = layout || {};
      var plot, title = layout.title && (layout.title.text || layout.title);
      outer.textContent = "";
      if (title) {
        var heading = document.createElement("div");
        heading.className = "genlab-title";
        heading.style.cssText = "font:600 15px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;margin:6px 0 4px 4px";
        heading.innerHTML = title;
        outer.appendChild(heading);
      }
      plot = document.createElement("div");
      plot.style.width = "100%";
      outer.appendChild(plot);
      delete layout.title;
      // jsplot's default size is nobody's wish.
      if ([700450, 800600].indexOf(layout.width * 1000 + layout.height) >= 0) layout.height = 360;
      delete layout.width;
      layout.autosize = true;
      fit(outer, plot, layout);
      layout.template = template(outer);
      config = Object.assign({ displaylogo: false, 
        displayModeBar: plot.clientWidth < 400 || data.some(function (t) { return t.type === "image"; }) ? false : "hover",
        modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"] }, config, { responsive: false });
      var state = (outer.genlab = { plot: plot, layout: layout, config: config });
      var finish;
      state.drawn = new Promise(function (resolve) { finish = resolve; });
      function done() {
        genlab.drawn(outer, function () {
          layout.template = template(outer);
          Plotly.relayout(plot, { template: layout.template });
        });
        finish();
      }
      Plotly.newPlot(plot, data, layout, config).then(done);
      if (window.ResizeObserver) {
        var width = plot.clientWidth;
        new ResizeObserver(function () {
          if (plot.clientWidth && plot.clientWidth !== width) {
            width = plot.clientWidth;
            fit(outer, plot, layout);
            // A new size while it is drawn for the first time: then that promise is never kept.
            Plotly.relayout(plot, { width: width, height: layout.height }).then(function () {
              if (outer.dataset.genlab !== "drawn") done();
              lookAtAll();
            });
          }
        }).observe(plot);
      }
      return state.drawn;
    };
    return own;
  }

  // Draws a chart once its element and plotly are there.
  genlab.draw = function (id, body) {
    genlab.whenThere(id, 100, function (div) {
      whenPlotly(div, function (Plotly) { body(facade(Plotly, div)); });
    });
  };

  // Play and slider under a chart: frames are the data of each position.
  genlab.frames = function (id, frames, labels, name, start) {
    var outer = document.getElementById(id), state = outer.genlab, timer = null;
    var bar = document.createElement("div"), play = document.createElement("button");
    var slider = document.createElement("input"), value = document.createElement("span");
    bar.style.cssText = "display:flex;align-items:center;gap:10px;margin:2px 8px 8px 4px;font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";
    play.style.cssText = "min-width:5.5em;padding:3px 8px;border:1px solid #808080;border-radius:4px;background:transparent;color:inherit;font:inherit;cursor:pointer";
    play.className = "genlab-play";
    slider.type = "range"; slider.min = 0; slider.max = frames.length - 1; slider.step = 1;
    slider.style.cssText = "flex:1;min-width:60px;accent-color:#0072b2";
    slider.setAttribute("aria-label", name);
    value.style.cssText = "min-width:7em;font-variant-numeric:tabular-nums";
    function show(i) {
      slider.value = i;
      value.textContent = name + " " + labels[i];
      return window.Plotly.react(state.plot, frames[i], state.layout, state.config);
    }
    function stop() { clearInterval(timer); timer = null; play.textContent = "▶ Play"; }
    play.onclick = function () {
      if (timer) return stop();
      play.textContent = "⏸ Pause";
      if (+slider.value === frames.length - 1) show(0);
      timer = setInterval(function () {
        if (!outer.isConnected) return stop();
        show(+slider.value + 1);
        if (+slider.value === frames.length - 1) stop();
      }, Math.max(120, Math.min(500, 6000 / frames.length)));
    };
    slider.oninput = function () { stop(); show(+slider.value); };
    // The classic Notebook takes arrow keys for its own.
    bar.addEventListener("keydown", function (event) { event.stopPropagation(); });
    stop();
    bar.append(play, slider, value);
    outer.appendChild(bar);
    value.textContent = name + " " + labels[start];
    slider.value = start;
    // A picture that is still loading must be there before another takes its place.
    state.drawn.then(function () { show(start); });
  };
})();
