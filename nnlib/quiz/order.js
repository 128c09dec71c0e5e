// Lines to put in order. One tab stop; arrows, Alt+arrows, Enter and Delete do it all.

function row(place, spec, act) {
  const words = spec.words, code = spec.lines[place];
  const item = make("li", "nnq-line");
  const number = make("span", "nnq-number-of", item);
  const text = own(make("button", "nnq-code", item));
  text.type = "button";
  text.textContent = code;
  text.dataset.place = place;
  text.addEventListener("click", () => act.focus(place));
  text.addEventListener("keydown", (event) => act.key(event, place));
  const tools = make("span", "nnq-tools", item);
  const name = code.trim();
  const tool = (sign, label, press) => {
    const node = button(tools, "nnq-tool", sign, press);
    node.tabIndex = -1;                 // keys on the line itself do the same
    node.title = label;
    node.setAttribute("aria-label", `${label}: ${name}`);
    return node;
  };
  const up = tool("↑", words.up, () => act.move(place, -1));
  const down = tool("↓", words.down, () => act.move(place, 1));
  const out = tool("✕", words["leave out"], () => act.toggle(place));
  return {
    item, text,
    draw({ index, total, grabbed, wrong }) {
      const aside = index === null;
      number.textContent = aside ? "" : index + 1;
      up.hidden = down.hidden = aside;
      out.textContent = aside ? "＋" : "✕";
      out.title = words[aside ? "take back" : "leave out"];
      out.setAttribute("aria-label", `${out.title}: ${name}`);
      item.classList.toggle("nnq-grabbed", grabbed);
      item.classList.toggle("nnq-wrong", wrong);
      text.setAttribute("aria-pressed", String(grabbed));
      const where = aside ? words["left out"]
        : fill(words.line, { number: index + 1, total });
      text.setAttribute("aria-label", `${name}, ${where}`);
    },
  };
}

function board(model, spec, lists, status) {
  const words = spec.words;
  let focused = null, grabbed = null, before = null;
  const program = () => model.get("program"), aside = () => model.get("aside");
  const name = (place) => `\`${spec.lines[place].trim()}\``;
  const where = (place) => ({
    code: name(place), number: program().indexOf(place) + 1, total: program().length,
  });
  const tell = (key, place) => {
    status.node.classList.remove("nnq-right", "nnq-wrong");
    status.say(fill(words[key], where(place)));
  };
  const put = (lines, out) => {
    model.set("program", lines);
    model.set("aside", out);
    model.save_changes();
  };
  const act = {
    focus(place) { focused = place; draw(); rows[place].text.focus(); },
    move(place, step) {
      const lines = [...program()], from = lines.indexOf(place), to = from + step;
      if (from < 0) return;
      if (to < 0 || to >= lines.length) return tell("at the end", place);
      lines.splice(from, 1);
      lines.splice(to, 0, place);
      put(lines, aside());
      tell("moved", place);
      act.focus(place);
    },
    toggle(place) {
      grabbed = null;
      const inside = program().includes(place);
      const rest = (list) => list.filter((other) => other !== place);
      if (inside) put(rest(program()), [...aside(), place]);
      else put([...program(), place], rest(aside()));
      tell(inside ? "now left out" : "moved", place);
      act.focus(place);
    },
    grab(place) {
      if (!program().includes(place)) return act.toggle(place);
      const taken = grabbed !== place;
      grabbed = taken ? place : null;
      before = [...program()];
      tell(taken ? "taken" : "put down", place);
      draw();
    },
    go(place, step) {
      const all = [...program(), ...aside()];
      const next = all[all.indexOf(place) + step];
      if (next !== undefined) act.focus(next);
    },
    drop(place) {
      if (grabbed === null) return;
      put(before, aside());
      grabbed = null;
      tell("put down", place);
      act.focus(place);
    },
    key(event, place) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (event.ctrlKey || event.metaKey) return;
      if (step) (event.altKey || grabbed === place ? act.move : act.go)(place, step);
      else if (event.key === "Enter" || event.key === " ") act.grab(place);
      else if (event.key === "Delete" || event.key === "Backspace") act.toggle(place);
      else if (event.key === "Escape") act.drop(place);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  const rows = spec.lines.map((_, place) => row(place, spec, act));
  function draw() {
    const lines = program(), out = aside(), state = model.get("state");
    if (focused === null) focused = lines[0];
    const had = rows.findIndex(({ text }) => text === document.activeElement);
    lists.program.replaceChildren(...lines.map((place) => rows[place].item));
    lists.aside.replaceChildren(...out.map((place) => rows[place].item));
    lists.none.hidden = out.length > 0;
    rows.forEach(({ draw: show, text }, place) => {
      const index = lines.indexOf(place);
      show({ index: index < 0 ? null : index, total: lines.length,
             grabbed: grabbed === place, wrong: marked && state.wrong === place });
      text.tabIndex = place === focused ? 0 : -1;
    });
    if (had >= 0) rows[had].text.focus();
  }
  let marked = true;                    // until a line moves, the verdict stands
  const stops = [
    follow(model, "program", () => { marked = false; draw(); }),
    follow(model, "state", () => { marked = true; draw(); }),
  ];
  return () => stops.forEach((stop) => stop());
}

function render({ model, el }) {
  const spec = model.get("spec"), words = spec.words;
  begin(el, spec.title, spec.ask);
  if (spec.given) {
    make("p", "nnq-label", el, words.given);
    const given = own(make("pre", "nnq-given", el));
    given.textContent = spec.given;
    given.tabIndex = 0;
  }
  const lists = {};
  for (const name of ["program", "aside"]) {
    const label = make("p", "nnq-label", el, words[name]);
    label.id = newId();
    lists[name] = make("ol", `nnq-lines nnq-${name}`, el);
    lists[name].setAttribute("aria-labelledby", label.id);
  }
  lists.none = make("p", "nnq-none", el, words["none aside"]);
  make("p", "nnq-keys", el, words.keys);
  button(el, "nnq-main", words.check, () => ask({ check: true }));
  const status = statusLine(el);
  status.node.classList.add("nnq-reply");
  const [ask, stopAsking] = asker(model, status);
  const stopBoard = board(model, spec, lists, status);
  const stop = follow(model, "state", (state) => {
    if (state.note) status.say(`${state.done ? "✓ " : ""}${state.note}`);
    status.node.classList.toggle("nnq-right", state.done);
    status.node.classList.toggle("nnq-wrong", Boolean(state.note) && !state.done);
  });
  return () => { stop(); stopBoard(); stopAsking(); };
}

export default { render };
