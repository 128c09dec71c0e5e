// A question to commit to before the panel below it opens.

function radios(spec, parent) {
  const set = make("fieldset", "nnq-fieldset", parent);
  make("legend", "nnq-ask", set, spec.ask);
  const name = newId();
  const inputs = spec.options.map((text, i) => {
    const label = make("label", "nnq-radio", set);
    const input = own(make("input", "nnq-input", label));
    input.type = "radio";
    input.name = name;
    input.value = i;
    make("span", "nnq-letter", label, `${LETTERS[i]}.`);
    make("span", "nnq-text", label, text);
    return input;
  });
  return () => {
    const place = inputs.findIndex((input) => input.checked);
    return place < 0 ? null : place;
  };
}

function fields(spec, parent, commit) {
  const set = make("fieldset", "nnq-fieldset", parent);
  make("legend", "nnq-ask", set, spec.ask);
  const inputs = spec.fields.map((text) => {
    const label = make("label", "nnq-field", set);
    make("span", "nnq-text", label, `${text} =`);
    const input = own(make("input", "nnq-number", label));
    input.type = "text";
    input.inputMode = "text";          // phones hide the minus sign on "decimal"
    input.autocomplete = "off";
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); commit(); }
    });
    return input;
  });
  return () => inputs.map((input) => input.value);
}

function freeText(spec, parent) {
  const label = make("label", "nnq-free", parent);
  make("span", "nnq-ask", label, spec.ask);
  make("span", "nnq-text", label, spec.text);
  const area = own(make("textarea", "nnq-area", label));
  area.rows = 2;
  return () => area.value;
}

function render({ model, el }) {
  const spec = model.get("spec"), words = spec.words;
  begin(el, spec.title);
  const before = make("p", "nnq-earlier", el);
  const form = make("div", "nnq-form", el);
  const commit = () => ask({ commit: read() });
  const inputs = { options: radios, fields, text: freeText }[spec.kind];
  const read = inputs(spec, form, commit);
  const row = make("div", "nnq-row", form);
  button(row, "nnq-main", words.commit, commit);
  button(row, "", words.skip, () => ask({ skip: true }));
  const said = make("p", "nnq-said", el);
  said.tabIndex = -1;
  const status = statusLine(el);
  const cover = make("p", "nnq-cover", el, words.covered);
  const [ask, stopAsking] = asker(model, status);
  const stop = follow(model, "state", (state) => {
    const inside = form.contains(document.activeElement);
    prose(before, state.earlier);
    before.hidden = !state.earlier;
    prose(said, state.said);
    said.hidden = !state.open;
    el.classList.toggle("nnq-open", state.open);
    for (const node of form.querySelectorAll("input, textarea")) node.disabled = state.open;
    row.hidden = state.open;
    cover.hidden = state.open || !spec.covers;
    status.say(state.note);
    if (state.open && inside) said.focus();
  });
  return () => { stop(); stopAsking(); };
}

export default { render };
