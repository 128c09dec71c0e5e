// Questions whose options are buttons: arrows pass by without choosing one.

function item({ ask, options }, k, words, parent, numbered, choose) {
  const box = make("div", "nnq-item", parent);
  const question = make("p", "nnq-ask", box, numbered ? `${k + 1}. ${ask}` : ask);
  question.id = newId();
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", question.id);
  const buttons = options.map((text, i) => {
    const node = button(box, "nnq-option", "", () => choose(i));
    make("span", "nnq-letter", node, `${LETTERS[i]}.`);
    make("span", "nnq-text", node, text);
    make("span", "nnq-mark", node, "");
    return node;
  });
  const reply = statusLine(box);
  reply.node.classList.add("nnq-reply");
  return {
    draw(chosen, text, done) {
      buttons.forEach((node, i) => {
        const picked = i === chosen;
        node.setAttribute("aria-pressed", String(picked));
        node.classList.toggle("nnq-right", picked && done);
        node.classList.toggle("nnq-wrong", picked && !done);
        const mark = picked ? (done ? `✓ ${words.right}` : `✗ ${words["not right"]}`) : "";
        node.querySelector(".nnq-mark").textContent = mark;
      });
      reply.node.classList.toggle("nnq-right", done);
      reply.node.classList.toggle("nnq-wrong", chosen !== null && !done);
      reply.say(text);
    },
  };
}

function render({ model, el }) {
  const { title, items, words } = model.get("spec");
  begin(el, title);
  const list = make("div", "nnq-items", el);
  const status = statusLine(el);
  const [ask, stopAsking] = asker(model, status);
  const drawn = items.map((one, k) =>
    item(one, k, words, list, items.length > 1, (i) => ask({ choose: [k, i] })));
  const stop = follow(model, "state", (state) => {
    drawn.forEach(({ draw }, k) => draw(state.chosen[k], state.replies[k], state.done[k]));
    const one = items.length === 1;
    status.say(state.note || (one ? "" : state.summary));
  });
  return () => { stop(); stopAsking(); };
}

export default { render };
