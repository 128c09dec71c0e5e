// A table of numbers to fill in.

function table(spec, parent) {
  const node = make("table", "nnq-table", parent);
  const head = make("tr", "", make("thead", "", node));
  const title = (text, scope, row) => {
    const cell = make("th", "", row, text);
    cell.scope = scope;
    return cell;
  };
  title(spec.corner, "col", head);
  spec.columns.forEach((text) => title(text, "col", head));
  const body = make("tbody", "", node);
  const given = new Set(spec.given.map(String));
  return spec.rows.map((name, i) => {
    const row = make("tr", "", body);
    title(name, "row", row);
    return spec.columns.map((column, j) => {
      const cell = make("td", "", row);
      if (given.has(`${i},${j}`)) {
        make("span", "nnq-known", cell, spec.start[i][j]);
        return null;
      }
      const input = own(make("input", "nnq-cell", cell));
      input.type = "text";
      input.inputMode = "text";        // phones hide the minus sign on "decimal"
      input.autocomplete = "off";
      const digits = spec.digits[j];
      const asked = digits ? fill(spec.words.digits, { digits }) : spec.words.whole;
      input.setAttribute("aria-label", plain(`${spec.corner} ${name}, ${column} (${asked})`));
      input.placeholder = "0." + "0".repeat(digits);
      if (!digits) input.placeholder = "0";
      return { input, mark: make("span", "nnq-mark", cell, "") };
    });
  });
}

function render({ model, el }) {
  const spec = model.get("spec"), words = spec.words;
  begin(el, spec.title, spec.ask);
  const cells = table(spec, make("div", "nnq-scroll", el));
  make("p", "nnq-keys", el, words.rounding);
  button(el, "nnq-main", words.check, () => send());
  const status = statusLine(el);
  status.node.id = newId();
  status.node.classList.add("nnq-reply");
  const [ask, stopAsking] = asker(model, status);
  let jump = false;                     // to the wrong cell, once, for who asked
  const send = () => {
    jump = true;
    ask({ check: cells.map((row) => row.map((cell) => cell ? cell.input.value : "")) });
  };
  const mark = ({ input, mark: node }, kind) => {
    node.textContent = { right: "✓", wrong: "✗" }[kind] ?? "";
    input.classList.toggle("nnq-wrong", kind === "wrong");
    if (kind === "wrong") input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  for (const cell of cells.flat().filter(Boolean)) {
    cell.input.addEventListener("input", () => mark(cell, ""));
    cell.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); send(); }
    });
  }
  const stop = follow(model, "state", (state) => {
    cells.forEach((row, i) => row.forEach((cell, j) => {
      if (!cell) return;
      mark(cell, state.marks[i][j]);
      const here = state.wrong && state.wrong[0] === i && state.wrong[1] === j;
      if (here) cell.input.setAttribute("aria-describedby", status.node.id);
      else cell.input.removeAttribute("aria-describedby");
      if (here && jump) { cell.input.focus(); cell.input.select(); }
    }));
    jump = false;
    if (state.note) status.say(`${state.done ? "✓ " : ""}${state.note}`);
    status.node.classList.toggle("nnq-right", state.done);
    status.node.classList.toggle("nnq-wrong", Boolean(state.note) && !state.done);
  });
  return () => { stop(); stopAsking(); };
}

export default { render };
