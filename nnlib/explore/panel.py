"""The machinery under an explorer: controls in rows, one picture, errors in words."""

import inspect
import threading

import ipywidgets

from nnlib.explore import settings
from nnlib.explore.controls import lay_out
from nnlib.explore.painter import Painter
from nnlib.explore.picture import Picture
from nnlib.explore.worker import Worker
from nnlib.shared import cells
from nnlib.shared.capture import printed

SETTLED = object()  # what a model yields when its picture is final
FIRST_REST, REST = 0.15, 0.4  # seconds in which work for later leaves Python to others


class Panel(ipywidgets.VBox):
    """Keeps controls and picture in step; `Explorer` says what they show.

    Callbacks may come in any thread, so each wish has a number, `_turn`, and only the
    last wish may draw. Drawing happens under one lock.
    """

    def __init__(self, wish, hide, values):
        self._lock = threading.RLock()
        self._turn, self._setting, self._grabbed = 0, False, None
        self._worker = Worker(type(self).__name__)
        self._final = threading.Event()  # is the picture that of the controls?
        self.result, self.sentence = None, ""
        self.reached = [False] * len(self.goals)
        self.painter = self.picture = None
        self.controls = {name: make(name=name) for name, make in self.controls.items()}
        super().__init__()
        cells.adopt(self)  # first: what an earlier run left may still be at work
        try:
            self._build(wish, hide, values)
        except BaseException:
            self.close()  # or ipywidgets would keep its parts
            raise

    def _build(self, wish, hide, values):
        self._place({**settings.read(wish, self.controls), **values})
        rows = lay_out(self.controls, self.rows, hide)
        self.painter = Painter(self.size, self.stage)
        self.picture = Picture(
            size=[self.painter.width, self.painter.height],
            name=self.key_help,
            pointer=self.pointer is not None,
            taken_keys=list(self.taken_keys),
        )
        self.children = [*rows, self.picture]
        self._draw_first()
        self.picture.on_msg(self._heard)
        for control in self.controls.values():
            control.observe(self._moved, "index")

    def _place(self, values):
        places = settings.places(values, self.controls)  # raises before it sets
        for name, index in places.items():
            self.controls[name].index = index

    # From a wish to a picture.

    def refresh(self):
        """Compute and draw again for the controls as they are."""
        with self._lock:
            self._turn += 1
            self._final.clear()
            turn = self._turn
            steps = self._steps(turn, self.values)
        self._go(turn, steps)

    def _steps(self, turn, values):
        """Model and show, one result after the other, while `turn` is the last."""
        results = self.model(**values)
        for result in results if inspect.isgenerator(results) else (results,):
            if result is SETTLED:
                self._settle(turn)
                self._worker.rest(REST)
            elif result is not None:
                self._show(turn, result)
            yield
            if turn != self._turn:
                return

    def _settle(self, turn):
        with self._lock:
            if turn == self._turn:
                self._final.set()

    def _go(self, turn, steps, rest=0):
        def work():
            self._worker.rest(rest)
            self._guard(lambda: [None for _ in steps], turn)
            self._settle(turn)

        if inspect.isgeneratorfunction(self.model):
            self._worker.submit(work)
        else:
            work()

    def _draw_first(self):
        """Draw at once, in this thread, where an error can still be raised."""
        steps = self._steps(self._turn, self.values)
        for _ in steps:
            if self.result is not None:
                break
        self._saved = self.picture.png, self.sentence
        if inspect.isgeneratorfunction(self.model):
            self._go(self._turn, steps, rest=FIRST_REST)
        else:
            self._settle(self._turn)

    def _show(self, turn, result):
        with self._lock:
            if turn != self._turn:
                return
            self.draw(result)
            png, sentence = self.painter.png(), self.describe(result)
            self.reached = [
                old or bool(reached(result))
                for old, (_, reached) in zip(self.reached, self.goals, strict=True)
            ]
            self.result, self.sentence = result, sentence
            with self.picture.hold_sync():
                self.picture.png = png
                self.picture.alt = self.picture.status = sentence
                self.picture.goals = [
                    [text, done]
                    for (text, _), done in zip(self.goals, self.reached, strict=True)
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
            with self._lock:
                self.picture.status = error or f"{self.sentence} (printed: {words})"

    # What the browser says.

    def _moved(self, change):
        with self._lock:
            if self._setting:
                return
        if change.owner.kind == "button":
            self._guard(getattr(self, change.owner.name))
        else:
            self.refresh()

    def _heard(self, _, message, buffers):
        if "ratio" in message:
            with self._lock:
                self._guard(lambda: self.painter.scale(message["ratio"]))
        elif "key" in message:
            self._guard(lambda: self.key(message["key"]))
        elif "pointer" in message:
            self._guard(lambda: self._point(**message))
            self.picture.send({"ready": True})

    def _point(self, pointer, x, y):
        if pointer == "down":
            self._grabbed = None
        elif self._grabbed is None:
            return
        with self._lock:
            place = self.painter.locate(x, y, self._grabbed)
        if place is not None:
            self._grabbed = place[0] if pointer != "up" else None
            self.pointer(pointer, *place)

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
