"""An explorer is sliders, one picture, and a sentence that says what the picture shows.

To write one, give the controls, and say three things apart from each other: what is
computed, how it is drawn, and what it means in words.

    class Line(Explorer):
        controls = {
            "slope": slider("slope m", -3, 3, 0.5, start=1),
            "bend": toggle("bend at 0"),
        }
        rows = [["slope", "bend"]]          # without rows: all in one row
        goals = [("Make y fall as x grows.", lambda r: r.y[0] > r.y[-1])]
        size = (5, 3)                       # inches of 96 pixels

        def model(self, slope, bend):       # no figure in here, no global state
            x = np.linspace(-3, 3, 61)
            y = slope * (np.maximum(x, 0) if bend else x)
            return SimpleNamespace(slope=slope, x=x, y=y)

        def stage(self, figure):            # once: what stands still
            axes = figure.subplots()
            axes.set(xlim=(-3, 3), ylim=(-9, 9), xlabel="x", ylabel="y")
            self.curve, = axes.plot([], [], "#0072B2")
            return [self.curve]             # what moves

        def draw(self, r):                  # at each move
            self.curve.set_data(r.x, r.y)

        words = {"line": "slope {slope:g}: y goes from {y0:.1f} to {y1:.1f}"}

        def describe(self, r):              # status line, alt text, what nbval compares
            return self.say("line", slope=r.slope, y0=r.y[0], y1=r.y[-1])

`Line(slope=2, hide=["bend"])` or `Line("slope=2 bend=on")` in a cell shows it.

- `model` may be a generator: then it runs in a thread, each result that it yields is
  shown, and it is dropped at the next yield when a control has moved on. Its first
  result is the saved picture, so let it be right for the first settings. Yield None
  where there is nothing new to show, and SETTLED before work for later settings.
- A control in no row is kept out of sight, but in the settings: good for what the
  pointer sets. `button("reset")` under the name "reset" calls the method `reset`.
- `pointer(kind, axes, x, y)`, if you write it, gets "down", "move", "up" in data
  coordinates; `key(name)` gets the names in `taken_keys`. Both end in `self.set(...)`
  or `self.refresh()`.
- When `draw` changes limits, ticks or titles, call `self.painter.restage()`.
- Tests: `line.set(slope=2)`, `line.wait()`, then `line.result`, `line.sentence`,
  `line.reached`. Nothing here needs a browser.
"""

import base64
import re

from nnlib.explore import settings as state
from nnlib.explore.panel import SETTLED, Panel

__all__ = ["SETTLED", "Explorer"]

_MINUS = re.compile(r"(?<![\w)])-(?=[\d.])")
_MINUS_ZERO = re.compile(r"−(0(\.0+)?)(?![\d.e])")


class Explorer(Panel):
    """The base class; the module's docstring shows how to fill it."""

    controls = {}  # name -> recipe from nnlib.explore.controls
    rows = None  # lists of names; None is one row of all
    goals = ()  # (text, predicate of a result)
    size = (9, 4)  # inches of 96 pixels
    pointer = None  # def pointer(self, kind, axes, x, y)
    taken_keys = ()  # names such as "ArrowLeft", for `key`
    key_help = ""  # what the keys do, for screen readers
    words = {}  # name -> template of a sentence, for `say`

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        taken = [n for n in vars(cls) if n in vars(Panel) and not n.startswith("__")]
        if taken:
            raise TypeError(
                f"Explorer expects names of your own, got {taken[0]}, which its "
                f"machinery uses; try another name in {cls.__name__}"
            )

    def __init__(self, settings="", *, hide=(), **values):
        super().__init__(settings, hide, values)

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

    def say(self, name, /, **values):
        """Fill one of the sentences in `words`, with a true minus before numbers."""
        text = _MINUS.sub("−", self.words[name].format(**values))
        return _MINUS_ZERO.sub(r"\1", text)

    def key(self, name):
        """Answer one of `taken_keys`, pressed while the picture has the focus."""
        raise NotImplementedError

    @property
    def values(self):
        """The dict name -> value of all controls but the buttons."""
        return {name: c.value for name, c in state.kept(self.controls).items()}

    @property
    def settings(self):
        """The state as a string, such as "lr=0.3 seed=1"; set it to restore one."""
        return state.write(self.controls)

    @settings.setter
    def settings(self, text):
        self.set(**state.read(text, self.controls))

    def set(self, **values):
        """Move several controls at once, and draw once."""
        with self._lock:
            self._setting = True
            try:
                self._place(values)
            finally:
                self._setting = False
        self.refresh()

    def wait(self, seconds=10):
        """Wait for the picture of these controls; False if it is not there in time."""
        return self._final.wait(seconds)

    def _repr_mimebundle_(self, **options):
        """The live view, and beside it what stays in a saved notebook."""
        data = dict(super()._repr_mimebundle_(**options) or {})
        png, sentence = self._saved
        data["image/png"] = base64.b64encode(png).decode()
        data["text/plain"] = sentence
        width, height = self.picture.size
        return data, {"image/png": {"alt": sentence, "width": width, "height": height}}
