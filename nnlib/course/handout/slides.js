// Start the slides; make smaller what would be higher than the screen.

const deck = new Reveal(document.querySelector(".reveal"), {
  width: 1280, height: 720, margin: 0, center: false, hash: true,
  controls: true, progress: true, slideNumber: "c/t", transition: "none",
  plugins: [RevealNotes],
});

const SMALLEST = 0.5, STEP = 0.95;

// A slide is measured where it stands, so it has to be laid out for a moment.
function fit(slide) {
  const style = slide.style, before = style.cssText;
  style.cssText = "display: block !important; visibility: hidden; height: auto";
  const room = 720 - 2 * 24;
  let size = 1;
  const shrink = () => slide.style.setProperty("--fit", String(size));
  shrink();
  while ((slide.scrollHeight > room || slide.scrollWidth > slide.clientWidth)
         && size > SMALLEST) {
    size *= STEP;
    shrink();
  }
  style.cssText = before;
  shrink();
  slide.dataset.fit = size.toFixed(2);
}

// A prediction and its answer are linked; the deck goes to the slide that holds the place.
function follow(event) {
  const link = event.target.closest(".link a");
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const place = document.getElementById(link.getAttribute("href").slice(1));
  const { h, v } = deck.getIndices(place.closest("section"));
  deck.slide(h, v);
}

document.addEventListener("click", follow, true);

deck.initialize().then(() => {
  const stacks = [...document.querySelectorAll(".slides > section")];
  for (const stack of stacks) {
    const hidden = stack.style.cssText;
    stack.style.cssText = "display: block !important; visibility: hidden";
    stack.querySelectorAll(":scope > section").forEach(fit);
    stack.style.cssText = hidden;
  }
  deck.layout();
  document.documentElement.dataset.ready = "yes";
});
