"""An explorer on the page: controls in rows, one picture, errors in words."""

import base64
import inspect
import threading

import ipywidgets

from nnlib.explore import settings as state
from nnlib.explore.controls import lay_out
from nnlib.explore.painter import Painter
from nnlib.explore.picture import Picture
from nnlib.explore.speech import engine_words
from nnlib.explore.worker import Worker
from nnlib.shared import cells
from nnlib.shared.capture import printed

FIRST_REST, REST = 0.15, 0.4  # seconds in which work for later leaves Python to others


class Panel(ipywidgets.VBox):
    """Keeps the controls and the picture of an explorer in step.

    settings : a state as one line, such as "lr=0.3 hidden=4"
    hide     : names of controls to leave out of the page
    values   : of controls, by name

    Callbacks may come in any thread, so each wish has a number, `_turn`, and only the
    last wish may draw. Drawing happens under one lock.
    """

    def __init__(self, explorer, settings="", *, hide=(), **values):
        self.explorer = explorer
        self._page = engine_words("page")
        self._lock = threading.RLock()
        self._turn, self._setting, self._grabbed = 0, False, None
        self._scene = None
        self._worker = Worker(type(explorer).__name__)
        self._in_thread = inspect.isgeneratorfunction(explorer.model)
        self._final = threading.Event()  # is the picture that of the controls?
        self.result, self.sentence = None, ""
        self.reached = [False] * len(explorer.goals)
        self.painter = self.picture = None
        words = explorer.spoken["controls"]
        self.controls = {
            name: recipe(name=name, words=words[name])
            for name, recipe in explorer.recipes.items()
        }
        super().__init__()
        cells.adopt(self)  # first: what an earlier run left may still be at work
        try:
            self._build(settings, hide, values)
        except BaseException:
            self.close()  # or ipywidgets would keep its parts
            raise

    def _build(self, settings, hide, values):
        explorer = self.explorer
        self._place({**state.read(settings, self.controls), **values})
        rows = lay_out(self.controls, explorer.rows, hide)
        self.painter = Painter(explorer.size, explorer.stage)
        self.picture = Picture(
            size=[self.painter.width, self.painter.height],
            name=explorer.spoken["keys"],
            pointer=explorer.pointer is not None,
            taken_keys=list(explorer.taken_keys),
            page=self._page,
        )
        self.children = [*rows, self.picture]
        self._draw_first()
        self.picture.on_msg(self._heard)
        for control in self.controls.values():
            control.observe(self._moved, "index")

    # The state.

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

    def _place(self, values):
        places = state.places(values, self.controls)  # raises before it sets
        for name, index in places.items():
            self.controls[name].index = index

    def wait(self, seconds=10):
        """Wait for the picture of these controls; False if it is not there in time."""
        return self._final.wait(seconds)

    # From a wish to a picture.

    def refresh(self):
        """Compute and draw again for the controls as they are."""
        with self._lock:
            self._turn += 1
            self._final.clear()
            turn, values = self._turn, self.values
            steps = self._steps(turn, values)
        self._go(turn, steps, values)

    def _steps(self, turn, values):
        """Model and show, one result after the other, while `turn` is the last."""
        results = self.explorer.model(**values)
        for result in results if self._in_thread else (results,):
            if result is not None:
                self._show(turn, result)
            yield
            if turn != self._turn:
                return

    def _go(self, turn, steps, values, rest=0):
        def work():
            self._worker.rest(rest)
            self._guard(lambda: [None for _ in steps], turn)
            self._finish(turn)
            if self.explorer.ahead:
                self._worker.rest(REST)
                self._guard(lambda: self._go_ahead(turn, values), turn)

        if self._in_thread:
            self._worker.submit(work)
        else:
            work()

    def _finish(self, turn):
        with self._lock:
            if turn == self._turn:
                self._final.set()

    def _go_ahead(self, turn, values):
        """Do work for other settings, while there is nothing else to do."""
        steps = self.explorer.ahead(**values)
        while turn == self._turn and next(steps, steps) is not steps:
            pass

    def _draw_first(self):
        """Draw at once, in this thread, where an error can still be raised."""
        values = self.values
        steps = self._steps(self._turn, values)
        for _ in steps:
            if self.result is not None:
                break
        self._saved = self.picture.png, self.sentence
        if self._in_thread:
            self._go(self._turn, steps, values, rest=FIRST_REST)
        else:
            self._finish(self._turn)

    def _show(self, turn, result):
        with self._lock:
            if turn != self._turn:
                return
            self._draw(result)
            png, sentence = self.painter.png(), self.explorer.describe(result)
            tests = self.explorer.goals.values()
            self.reached = [
                old or bool(reached(result))
                for old, reached in zip(self.reached, tests, strict=True)
            ]
            self.result, self.sentence = result, sentence
            with self.picture.hold_sync():
                self.picture.png = png
                self.picture.alt = self.picture.status = sentence
                self.picture.goals = self._goals()
                self.picture.code = self.explorer.listing(result)

    def _draw(self, result):
        explorer = self.explorer
        scene = explorer.scene(result)
        if scene != self._scene:
            self._scene = scene
            explorer.set_scene(result)
            self.painter.restage()
        explorer.draw(result)
        unseen, disabled = explorer.unseen(result), explorer.disabled(result)
        for name, control in self.controls.items():
            control.layout.display = "none" if name in unseen else None
            control.disabled = name in disabled

    def _goals(self):
        texts = self.explorer.spoken["goals"]
        return [
            [texts[key], done]
            for key, done in zip(self.explorer.goals, self.reached, strict=True)
        ]

    def _guard(self, work, turn=None):
        """Do the work; show in the status line what it raises or prints."""
        error = None
        with printed() as said:
            try:
                work()
            except Exception as problem:  # nobody else would hear of it
                error = f"{type(problem).__name__}: {problem}"
        if turn not in (None, self._turn):
            return
        words = " ".join(said.getvalue().split())
        if error or words:
            both = {"sentence": self.sentence, "printed": words}
            with self._lock:
                self.picture.status = error or self._page["printed"].format(**both)

    # What the browser says, and what tests say in its place.

    def press(self, key):
        """Do what the explorer does for a key."""
        self._take(self.explorer.key(key, self.values))

    def click(self, name):
        """Do what the explorer does for a button."""
        self._take(getattr(self.explorer, name)(self.values))

    def point(self, kind, axes, x, y):
        """Do what the explorer does for the pointer, at a place in data coordinates."""
        self._take(self.explorer.pointer(kind, axes, x, y, self.values))

    def _take(self, values):
        if values is not None:
            self.set(**values)
        elif self.result is not None:
            self.picture.code = self.explorer.listing(self.result)

    def _moved(self, change):
        with self._lock:
            if self._setting:
                return
        if change.owner.has_state:
            self.refresh()
        else:
            self._guard(lambda: self.click(change.owner.name))

    def _heard(self, _, message, buffers):
        if "ratio" in message:
            with self._lock:
                self._guard(lambda: self.painter.scale(message["ratio"]))
        elif "key" in message:
            self._guard(lambda: self.press(message["key"]))
        elif "pointer" in message:
            self._guard(lambda: self._drag(**message))
            self.picture.send({"ready": True})

    def _drag(self, pointer, x, y):
        if pointer == "down":
            self._grabbed = None
        elif self._grabbed is None:
            return
        with self._lock:
            place = self.painter.locate(x, y, self._grabbed)
        if place is not None:
            self._grabbed = place[0] if pointer != "up" else None
            self.point(pointer, *place)

    # The page.

    def _repr_mimebundle_(self, **options):
        """The live view, and beside it what stays in a saved notebook."""
        data = dict(super()._repr_mimebundle_(**options) or {})
        png, sentence = self._saved
        data["image/png"] = base64.b64encode(png).decode()
        data["text/plain"] = sentence
        width, height = self.picture.size
        return data, {"image/png": {"alt": sentence, "width": width, "height": height}}

    def close(self):
        """Stop the work, free the figure, and close every widget inside."""
        with self._lock:
            self._turn += 1
            self._worker.close()
            if self.painter is not None:
                self.painter.close()
        for widget in {*self.children, *self.controls.values()}:
            _close(widget)
        layout = self.layout
        super().close()
        layout.close()


def _close(widget):
    widget.unobserve_all()
    widget.layout.close()
    widget.close()
