// The picture, its status line, goals and code. No network, no other module.

const make = (tag, className, parent) => {
  const node = document.createElement(tag);
  node.className = className;
  parent.append(node);
  return node;
};

// Screen readers wait while aria-busy is set, so they read the last of many changes.
function speaker(node, quiet = 600) {
  let timer;
  return (text) => {
    if (node.textContent === text) return;
    node.setAttribute("aria-busy", "true");
    node.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => node.removeAttribute("aria-busy"), quiet);
  };
}

// Device pixels per CSS pixel, here and now: a page may be zoomed by its style too.
const ratio = (img) => (window.devicePixelRatio || 1) * (img.currentCSSZoom || 1);

function showImage(img, model) {
  let shown = null, coming = null, told = null;
  img.addEventListener("load", () => {
    if (told !== ratio(img)) {
      told = ratio(img);
      model.send({ ratio: told });
    }
    if (shown && shown !== img.src) URL.revokeObjectURL(shown);
    shown = img.src;
    img.dataset.frame = Number(img.dataset.frame || 0) + 1;
  });
  return (bytes) => {
    if (coming && coming !== shown) URL.revokeObjectURL(coming);
    coming = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    img.src = coming;
  };
}

function showGoals(list, goals, page) {
  list.hidden = goals.length === 0;
  goals.forEach(([text, reached], i) => {
    const line = list.children[i] || make("li", "nn-goal", list);
    const words = page[reached ? "reached" : "goal"].replace("{text}", () => text);
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("nn-reached", reached);
  });
}

// One event on its way; while it is, only the newest move is kept.
function listen(img, model) {
  let down = false, flying = false, waiting = [];
  const next = () => {
    flying = waiting.length > 0;
    if (flying) model.send(waiting.shift());
  };
  const tell = (pointer, event) => {
    const box = img.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    if (pointer === "move" && waiting.at(-1)?.pointer === "move") waiting.pop();
    waiting.push({ pointer, x, y });
    if (!flying) next();
  };
  img.addEventListener("pointerdown", (event) => {
    if (!model.get("pointer") || event.button !== 0) return;
    down = true;
    img.setPointerCapture(event.pointerId);
    event.preventDefault();
    img.parentElement.focus({ preventScroll: true });
    tell("down", event);
  });
  img.addEventListener("pointermove", (event) => down && tell("move", event));
  for (const end of ["pointerup", "pointercancel"])
    img.addEventListener(end, (event) => {
      if (down) tell("up", event);
      down = false;
    });
  return (message) => message.ready && next();
}

function takeKeys(frame, model) {
  const names = model.get("taken_keys");
  if (names.length === 0) return;
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", model.get("name"));
  frame.dataset.lmSuppressShortcuts = "true";
  frame.addEventListener("keydown", (event) => {
    if (!names.includes(event.key) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    model.send({ key: event.key });
  });
}

function render({ model, el }) {
  el.classList.add("nn-picture");
  const page = model.get("page");
  const frame = make("div", "nn-frame", el);
  const img = make("img", "nn-image", frame);
  const status = make("p", "nn-status", el);
  const goals = make("ul", "nn-goals", el);
  const code = make("pre", "nn-code", el);
  [img.width, img.height] = model.get("size");
  img.draggable = false;
  status.setAttribute("role", "status");
  goals.setAttribute("aria-live", "polite");
  goals.setAttribute("aria-label", page.goals);
  code.tabIndex = 0;
  code.dataset.lmSuppressShortcuts = "true";      // arrows scroll it
  const image = showImage(img, model), say = speaker(status);
  const follow = {
    png: image,
    alt: (text) => { img.alt = text; },
    status: say,
    goals: (list) => showGoals(goals, list, page),
    code: (text) => { code.textContent = text; code.hidden = !text; },
    pointer: (on) => { img.classList.toggle("nn-pointer", on); },
  };
  const stops = Object.entries(follow).map(([name, show]) => {
    const change = () => show(model.get(name));
    change();
    model.on(`change:${name}`, change);
    return () => model.off(`change:${name}`, change);
  });
  const heard = listen(img, model);
  model.on("msg:custom", heard);
  takeKeys(frame, model);
  return () => {
    stops.forEach((stop) => stop());
    model.off("msg:custom", heard);
    URL.revokeObjectURL(img.src);
  };
}

export default { render };
