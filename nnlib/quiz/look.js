// Below the panel: what you said, and the answer behind a button.

function render({ model, el }) {
  const { known, words } = model.get("spec");
  el.classList.add("nnq", "nnq-look");
  const line = make("p", "nnq-said", el);
  const reveal = button(el, "nnq-main", words.reveal, () => ask({ reveal: true }));
  const reply = statusLine(el);
  reply.node.classList.add("nnq-reply");
  reply.node.tabIndex = -1;
  const [ask, stopAsking] = asker(model, reply);
  const stop = follow(model, "state", (state) => {
    prose(line, state.line);
    const had = document.activeElement === reveal;
    reveal.hidden = !known || Boolean(state.answer);
    reply.say(state.answer || state.note);
    reply.node.classList.toggle("nnq-right", Boolean(state.answer));
    if (had && reveal.hidden) reply.node.focus();
  });
  return () => { stop(); stopAsking(); };
}

export default { render };
