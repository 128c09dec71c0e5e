"""An explorer says what a panel of sliders computes, draws, and puts into words.

To write one, give recipes of its controls, and say three things apart from each other:
what is computed, how it is drawn, and what it means.

    class Line(Explorer):
        words = PanelWords(__file__, "line")
        recipes = {
            "slope": slider(-3, 3, 0.5, start=1),
            "bend": toggle(),
        }
        rows = [["slope", "bend"]]          # without rows: all in one row
        goals = {"fall": lambda r: r.y[0] > r.y[-1]}
        size = (5, 3)                       # inches of 96 pixels

        def model(self, slope, bend):       # no figure in here, no global state
            x = np.linspace(-3, 3, 61)
            y = slope * (np.maximum(x, 0) if bend else x)
            return SimpleNamespace(slope=slope, x=x, y=y)

        def stage(self, figure):            # once: what stands still
            axes = figure.subplots()
            axes.set(xlim=(-3, 3), ylim=(-9, 9), xlabel="x", ylabel="y")
            axes.set_title(self.word("title"))
            self.curve, = axes.plot([], [], "#0072B2")
            return [self.curve]             # what moves

        def draw(self, r):                  # at each move
            self.curve.set_data(r.x, r.y)

        def describe(self, r):              # status line, alt text, what nbval compares
            return self.say("line", slope=r.slope, y0=r.y[0], y1=r.y[-1])

No word that a learner reads stands in the class. They are in `words/en/panel.json`
beside it:

    {"line": {
      "controls": {"slope": {"label": "slope m"}, "bend": {"label": "bend at 0"}},
      "goals": {"fall": "Make y fall as x grows."},
      "sentences": {"line": "slope {slope:g}: y goes from {y0:.1f} to {y1:.1f}"},
      "picture": {"title": "y against x"}
    }}

`Panel(Line(), "slope=2 bend=on")` or `Panel(Line(), slope=2, hide=["bend"])` in a cell
shows it.

- `model` may be a generator: then it runs in a thread, each result that it yields is
  shown, and it is dropped at the next yield when a control has moved on. Its first
  result is the saved picture, so let it be right for the first settings. Yield None
  where there is nothing new to show. `ahead`, a generator too, is what comes after it,
  once a page shows the panel: work for settings that are likely to be next.
- A control in no row is kept out of sight, but in the settings: good for what the
  pointer sets. `button()` under the name "reset" calls the method `reset(values)`.
- `pointer(kind, axes, x, y, values)` gets "down", "move", "up" in data coordinates;
  `key(name, values)` gets the names in `taken_keys`; `values` are those of the
  controls. All three return what to set, as a dict: {} computes and draws again, None
  leaves all as it is.
- What stands still may depend on the result: give it a name with `scene`, and change
  limits, ticks and titles in `set_scene`, which is called when the name changes.
- Tests: `panel.set(slope=2)`, `panel.wait()`, then `panel.result`, `panel.sentence`,
  `panel.reached`; `panel.point(…)`, `panel.press("ArrowUp")`, `panel.click("reset")`.
  Nothing here needs a browser.
"""

from nnlib.explore.speech import fill


class Explorer:
    """The base class; the module's docstring shows how to fill it.

    It knows nothing of the page: a `Panel` shows it, and calls what stands here.
    """

    words = None  # a PanelWords
    recipes = {}  # name -> recipe from nnlib.explore.controls
    rows = None  # lists of names; None is one row of all
    goals = {}  # key -> predicate of a result; its text is among the words
    size = (9, 4)  # inches of 96 pixels
    taken_keys = ()  # names such as "ArrowLeft", for `key`
    pointer = None  # def pointer(self, kind, axes, x, y, values)
    ahead = None  # def ahead(self, **values): a generator

    def __init__(self):
        self.spoken = self.words.read()

    def model(self, **values):
        """Compute: take the values of all controls; return a result, or yield some."""
        raise NotImplementedError

    def stage(self, figure):
        """Draw what stands still on the figure; return the list of moving artists."""
        raise NotImplementedError

    def draw(self, result):
        """Set the moving artists to a result."""
        raise NotImplementedError

    def describe(self, result):
        """Say in one sentence what the picture shows."""
        raise NotImplementedError

    def scene(self, result):
        """Name what stands still for a result; anything that can be compared."""

    def set_scene(self, result):
        """Change what stands still, for a new scene; `draw` comes after it."""

    def unseen(self, result):
        """Return the names of the controls that are out of sight for a result."""
        return ()

    def disabled(self, result):
        """Return the names of the controls that do nothing for a result."""
        return ()

    def listing(self, result):
        """Return program text to show below the picture, or ""."""
        return ""

    def key(self, name, values):
        """Answer one of `taken_keys`, pressed while the picture has the focus."""
        raise NotImplementedError

    def say(self, key, /, **values):
        """Fill one of the sentences, with a true minus before numbers."""
        return fill(self.spoken["sentences"][key], values)

    def option(self, name, value):
        """Return what a control shows for a value, a word or a whole number."""
        options = self.spoken["controls"][name].get("options", {})
        return options.get(str(value), str(value))

    def word(self, key, /, **values):
        """Fill one of the texts that are drawn in the picture."""
        return fill(self.spoken["picture"][key], values)


def changes(values, **wanted):
    """Return what is wanted, or None if the controls say it already."""
    return wanted if any(values[name] != wanted[name] for name in wanted) else None
