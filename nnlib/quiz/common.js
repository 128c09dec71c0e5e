// What every card of nnlib.quiz shares. No network, no other module.

const LETTERS = "ABCDEFGH";           // of options
let made = 0;

const make = (tag, className, parent, text) => {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) prose(node, text);
  if (parent) parent.append(node);
  return node;
};

// Text with `code` in backticks; a line break in the text is one on the page.
function prose(node, text) {
  node.replaceChildren(...text.split("`").map((part, k) => {
    if (k % 2 === 0) return document.createTextNode(part);
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  }));
}

const plain = (text) => text.replaceAll("`", "");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const newId = () => `nnq-${++made}-${Math.random().toString(36).slice(2)}`;

// The notebook's shortcuts match the focused node itself: its keys are ours there.
function own(node) {
  node.dataset.lmSuppressShortcuts = "true";
  return node;
}

function button(parent, className, text, press) {
  const node = own(make("button", `nnq-button ${className}`, parent, text));
  node.type = "button";
  node.addEventListener("click", press);
  return node;
}

// A live region: it has to be there before its text changes.
function statusLine(parent) {
  const node = make("p", "nnq-status", parent);
  node.setAttribute("role", "status");
  return {
    node,
    say(text) {
      if (node.dataset.text === text) return;
      node.dataset.text = text;
      prose(node, text);
    },
  };
}

// Send a message; if the kernel is busy for long, say so.
function asker(model, status) {
  let timer;
  const words = model.get("spec").words;
  const heard = () => clearTimeout(timer);
  model.on("change:state", heard);
  const ask = (message) => {
    clearTimeout(timer);
    timer = setTimeout(() => status.say(words.waiting), 1500);
    model.send(message);
  };
  return [ask, () => { clearTimeout(timer); model.off("change:state", heard); }];
}

// Draw the state now and whenever it changes; return how to stop.
function follow(model, name, draw) {
  const change = () => draw(model.get(name));
  change();
  model.on(`change:${name}`, change);
  return () => model.off(`change:${name}`, change);
}

function begin(el, title, ask) {
  el.classList.add("nnq");
  el.setAttribute("role", "group");
  const head = make("p", "nnq-title", el, title);
  head.id = newId();
  el.setAttribute("aria-labelledby", head.id);
  if (ask) make("p", "nnq-ask", el, ask);
}
