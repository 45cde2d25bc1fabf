// A latent plane and the decoder of a model: the point under the pointer is decoded in the page.
(function () {
  "use strict";
  if (window.genlab.explore) return;

  function bytes(base64) {
    var text = atob(base64), result = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) result[i] = text.charCodeAt(i);
    return result;
  }

  var ACTIVATIONS = {
    IDENTITY: function (x) { return x; },
    TANH: Math.tanh,
    SIGMOID: function (x) { return 1 / (1 + Math.exp(-x)); },
    RELU: function (x) { return Math.max(0, x); },
    SOFTPLUS: function (x) { return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))); }
  };

  // One function from input to output for each layer.
  function layer(stored) {
    if (stored.activation) {
      return function (x) { return x.map(ACTIVATIONS[stored.activation]); };
    }
    var weights = new Int8Array(bytes(stored.weights).buffer);
    var floats = new Float32Array(bytes(stored.scales).buffer);
    return function (x) {
      var y = new Float32Array(stored.outputs);
      for (var o = 0; o < stored.outputs; o++) {
        var sum = 0, start = o * stored.inputs;
        for (var i = 0; i < stored.inputs; i++) sum += weights[start + i] * x[i];
        y[o] = sum * floats[o] + floats[stored.outputs + o];
      }
      return y;
    };
  }

  function canvas(size, label) {
    var element = document.createElement("canvas");
    element.width = element.height = 2 * size;
    element.style.cssText = "width:" + size + "px;max-width:100%;aspect-ratio:1;touch-action:none";
    element.setAttribute("aria-label", label);
    return element;
  }

  function column(parts, element, words) {
    var box = document.createElement("div"), caption = document.createElement("div");
    box.style.cssText = "flex:0 1 auto;min-width:0";
    caption.textContent = words;
    caption.style.cssText = "margin:2px 0 4px";
    box.append(caption, element);
    parts.appendChild(box);
    return caption;
  }

  function explore(outer, model) {
    var layers = model.layers.map(layer), z = [0, 0];
    var plane = canvas(300, "latent plane: drag the point, or move it with the arrow keys");
    var picture = canvas(300, "decoded image");
    var parts = document.createElement("div");
    parts.style.cssText = "display:flex;flex-wrap:wrap;gap:20px;margin:6px 4px;font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";
    column(parts, plane, "Latent plane: drag the point");
    var caption = column(parts, picture, "");
    plane.tabIndex = 0;
    plane.style.cursor = "crosshair";
    picture.style.imageRendering = "pixelated";
    picture.width = picture.height = model.side;
    outer.textContent = "";
    outer.appendChild(parts);

    var size = plane.width, edge = 56, scale = (size - 2 * edge) / (2 * model.reach);
    function px(x) { return size / 2 + x * scale; }
    function py(y) { return size / 2 - y * scale; }

    // Codes and axes change with the theme alone: they are drawn once and copied.
    var still = document.createElement("canvas");
    function paint() {
      still.width = still.height = size;
      var g = still.getContext("2d"), ink = window.genlab.ink(outer);
      g.strokeStyle = "#808080"; g.fillStyle = ink; g.font = "22px system-ui, sans-serif";
      g.strokeRect(edge, edge, size - 2 * edge, size - 2 * edge);
      [-model.reach, 0, model.reach].forEach(function (t) {
        g.textAlign = "center"; g.textBaseline = "top"; g.fillText(t, px(t), size - edge + 6);
        g.textAlign = "right"; g.textBaseline = "middle"; g.fillText(t, edge - 6, py(t));
      });
      g.textAlign = "center"; g.textBaseline = "top";
      g.fillText("latent 1", px(model.reach / 2), size - edge + 6);
      g.save(); g.translate(edge - 6, py(model.reach / 2)); g.rotate(-Math.PI / 2);
      g.textBaseline = "bottom"; g.fillText("latent 2", 0, 0); g.restore();
      g.beginPath(); g.rect(edge, edge, size - 2 * edge, size - 2 * edge); g.clip();
      g.globalAlpha = 0.6;
      model.points.forEach(function (p) {
        g.fillStyle = model.colors[((p[2] % 10) + 10) % 10];
        g.beginPath(); g.arc(px(p[0]), py(p[1]), 5, 0, 7); g.fill();
      });
    }

    function show() {
      var g = plane.getContext("2d");
      g.clearRect(0, 0, size, size);
      g.drawImage(still, 0, 0);
      g.beginPath(); g.arc(px(z[0]), py(z[1]), 14, 0, 7);
      g.fillStyle = "#ffffff"; g.fill();
      g.lineWidth = 5; g.strokeStyle = "#000000"; g.stroke();
      var x = layers.reduce(function (value, f) { return f(value); }, Float32Array.from(z));
      var p = picture.getContext("2d"), image = p.createImageData(model.side, model.side);
      for (var i = 0; i < x.length; i++) {
        var level = Math.round(255 * Math.max(0, Math.min(1, x[i])));
        image.data.set([level, level, level, 255], 4 * i);
      }
      p.putImageData(image, 0, 0);
      caption.textContent = "Decoded: z = (" + z[0].toFixed(2) + ", " + z[1].toFixed(2) + ")";
    }

    function clamp(value) { return Math.max(-model.reach, Math.min(model.reach, value)); }
    function follow(event) {
      var box = plane.getBoundingClientRect(), ratio = size / box.width;
      z = [clamp(((event.clientX - box.left) * ratio - size / 2) / scale),
           clamp((size / 2 - (event.clientY - box.top) * ratio) / scale)];
      show();
    }
    plane.addEventListener("pointerdown", function (event) {
      plane.setPointerCapture(event.pointerId);
      follow(event);
    });
    plane.addEventListener("pointermove", function (event) { if (event.buttons) follow(event); });
    plane.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!step) return;
      // The notebook must not move to another cell.
      event.preventDefault(); event.stopPropagation();
      z = [clamp(z[0] + step[0] * model.reach / 40), clamp(z[1] + step[1] * model.reach / 40)];
      show();
    });
    function draw() { paint(); show(); }
    draw();
    window.genlab.drawn(outer, draw);
  }

  window.genlab.explore = function (id, model) {
    window.genlab.whenThere(id, 100, function (outer) { explore(outer, model); });
  };
})();
