// One native control with its label and value: keyboard and screen readers for free.
// Python sends the texts of all values; the browser only knows which one is chosen.

let made = 0;

const make = (tag, className, parent) => {
  const node = document.createElement(tag);
  node.className = className;
  if (parent) parent.append(node);
  return node;
};

const kinds = {
  range: (model) => {
    const input = make("input", "nn-input");
    input.type = "range";
    input.min = 0;
    input.step = 1;
    return {
      input,
      show(index, texts) {
        input.max = texts.length - 1;
        input.value = index;
        input.setAttribute("aria-valuetext", spoken(model));
      },
      read: () => Number(input.value),
      beside: () => spoken(model),
    };
  },
  choice: () => {
    const input = make("select", "nn-input");
    return {
      input,
      show(index, texts) {
        if (input.length !== texts.length)
          input.replaceChildren(...texts.map((text) => new Option(text)));
        input.selectedIndex = index;
      },
      read: () => input.selectedIndex,
    };
  },
  toggle: () => {
    const input = make("input", "nn-input");
    input.type = "checkbox";
    return {
      input,
      show(index) { input.checked = index === 1; },
      read: () => Number(input.checked),
    };
  },
  integer: (model) => {
    const input = make("input", "nn-input");
    input.type = "number";
    input.step = 1;
    const low = model.get("low"), high = model.get("high");
    [input.min, input.max] = [low, high];
    return {
      input,
      show(index) {
        if (input.value !== String(low + index)) input.value = low + index;
      },
      read() {
        const n = input.valueAsNumber;
        return Number.isInteger(n) && n >= low && n <= high ? n - low : null;
      },
    };
  },
};

const spoken = (model) => {
  const text = model.get("texts")[model.get("index")] ?? "";
  return [text, model.get("unit")].filter(Boolean).join(" ");
};

function button(model, el) {
  const input = make("button", "nn-button", el);
  input.type = "button";
  input.textContent = model.get("label");
  input.addEventListener("click", () => choose(model, model.get("index") + 1));
  return [input, () => {}];
}

function choose(model, index) {
  if (index === null || index === model.get("index")) return;
  model.set("index", index);
  model.save_changes();
}

// Plays in the browser: no timer in the kernel, and none left when the view goes.
function player(model, parent) {
  const input = make("button", "nn-button nn-play", parent);
  const single = make("button", "nn-button nn-step", parent);
  input.type = single.type = "button";
  single.textContent = "▶❙";
  const named = (key) =>
    model.get("page")[key].replace("{label}", () => model.get("label"));
  single.setAttribute("aria-label", named("one step"));
  let timer = null;
  const stop = () => { clearInterval(timer); timer = null; label(); };
  const label = () => {
    input.textContent = timer ? "❚❚" : "▶";
    input.setAttribute("aria-label", named(timer ? "pause" : "play"));
  };
  const step = () => {
    const last = model.get("texts").length - 1;
    if (model.get("index") >= last) stop();
    else choose(model, Math.min(last, model.get("index") + model.get("stride")));
  };
  input.addEventListener("click", () => {
    if (timer) return stop();
    if (model.get("index") >= model.get("texts").length - 1) choose(model, 0);
    timer = setInterval(step, model.get("pace"));
    label();
  });
  single.addEventListener("click", () => { stop(); step(); });
  label();
  return stop;
}

function field(model, el) {
  const unit = () => model.get("unit");
  const { input, show, read, beside = unit } = kinds[model.get("kind")](model);
  input.id = `nn-${++made}-${Math.random().toString(36).slice(2)}`;
  const head = make("div", "nn-head", el);
  const label = make("label", "nn-label", head);
  label.htmlFor = input.id;
  label.textContent = model.get("label");
  const value = make("span", "nn-value", head);
  const body = make("div", "nn-body", el);
  body.append(input);
  const update = () => {
    show(model.get("index"), model.get("texts"));
    value.textContent = beside();
  };
  input.addEventListener("input", () => { choose(model, read()); });
  input.addEventListener("change", () => { if (read() === null) update(); });
  update();
  for (const name of ["index", "texts"]) model.on(`change:${name}`, update);
  const stop = model.get("stride") ? player(model, body) : () => {};
  return [input, () => {
    stop();
    for (const name of ["index", "texts"]) model.off(`change:${name}`, update);
  }];
}

function render({ model, el }) {
  const kind = model.get("kind");
  el.classList.add("nn-control", `nn-${kind}`);
  const [input, stop] = (kind in kinds ? field : button)(model, el);
  input.dataset.control = model.get("name");
  // The notebook's shortcuts match the focused node itself: arrows are ours there.
  for (const node of el.querySelectorAll("input, select, button"))
    node.dataset.lmSuppressShortcuts = "true";
  const enable = () => { input.disabled = model.get("disabled"); };
  enable();
  model.on("change:disabled", enable);
  return () => { stop(); model.off("change:disabled", enable); };
}

export default { render };
