"""A panel: an explorer on the page, with its controls in rows above its picture."""

import base64

import ipywidgets

from nnlib.explore import settings as state
from nnlib.explore.controls import lay_out
from nnlib.explore.turns import Turns
from nnlib.explore.view import View
from nnlib.shared import cells


class Panel(ipywidgets.VBox):
    """Keeps the controls and the picture of an explorer in step.

    settings : a state as one line, such as "lr=0.3 hidden=4"
    hide     : names of controls to leave out of the page
    values   : of controls, by name
    """

    def __init__(self, explorer, settings="", *, hide=(), **values):
        self.explorer = explorer
        self.controls, self.view = {}, None
        self._turns = Turns(explorer, lambda: self.values, self._show, self._guard)
        self._setting, self._grabbed = False, None
        super().__init__()
        cells.adopt(self)  # first: what an earlier run left may still be at work
        try:
            self._build(settings, hide, values)
        except BaseException:
            self.close()  # or ipywidgets would keep its parts
            raise

    def _build(self, settings, hide, values):
        words = self.explorer.spoken["controls"]
        for name, recipe in self.explorer.recipes.items():
            self.controls[name] = recipe(name=name, words=words[name])
        self._place({**state.read(settings, self.controls), **values})
        rows = lay_out(self.controls, self.explorer.rows, hide)
        self.view = View(self.explorer)
        self.children = [*rows, self.picture]
        self._turns.begin()
        self.picture.on_msg(self._answer)
        for control in self.controls.values():
            control.observe(self._follow_control, "index")

    # What is on it.

    @property
    def picture(self):
        """The widget of the picture."""
        return self.view.picture

    @property
    def painter(self):
        """What draws the picture."""
        return self.view.painter

    @property
    def result(self):
        """What the model has returned for the picture that is shown."""
        return self.view.result

    @property
    def sentence(self):
        """The picture in words."""
        return self.view.sentence

    @property
    def reached(self):
        """For each goal: has it been met?"""
        return self.view.reached

    @property
    def values(self):
        """The dict name -> value of all controls but the buttons."""
        return {name: c.value for name, c in state.with_state(self.controls).items()}

    @property
    def settings(self):
        """The state as a string, such as "lr=0.3 seed=1"; set it to restore one."""
        return state.write(self.controls)

    @settings.setter
    def settings(self, text):
        self.set(**state.read(text, self.controls))

    def set(self, **values):
        """Move several controls at once, and draw once."""
        with self._turns.lock:
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

    def refresh(self):
        """Compute and draw again for the controls as they are."""
        self._turns.take()

    def wait(self, seconds=10, ahead=False):
        """Wait for the picture of these controls; False if it is not there in time.

        ahead : wait also for what is computed for later settings
        """
        return (self._turns.worker if ahead else self._turns.final).wait(seconds)

    def _show(self, result):
        self.view.show(result)
        unseen, idle = self.explorer.unseen(result), self.explorer.disabled(result)
        for name, control in self.controls.items():
            control.layout.display = "none" if name in unseen else None
            control.disabled = name in idle

    def _guard(self, work, wanted=lambda: True):
        self.view.guard(work, wanted)

    # What the browser says, and what tests say in its place.

    def press(self, key):
        """Do what the explorer does for a key."""
        self._follow(self.explorer.key(key, self.values))

    def click(self, name):
        """Do what the explorer does for a button."""
        self._follow(getattr(self.explorer, name)(self.values))

    def point(self, kind, axes, x, y):
        """Do what the explorer does for the pointer, at a place in data coordinates."""
        self._follow(self.explorer.pointer(kind, axes, x, y, self.values))

    def scale(self, ratio):
        """Draw for a page that shows so many device pixels for one CSS pixel.

        From then on somebody sees it, so settings that are likely next are worked on.
        """
        with self._turns.lock:
            self._guard(lambda: self.painter.scale(ratio))
        self._turns.watch()

    def _follow(self, values):
        if values is None:
            self.view.show_listing()
        else:
            self.set(**values)

    def _follow_control(self, change):
        with self._turns.lock:
            if self._setting:
                return
        if change.owner.has_state:
            self.refresh()
        else:
            self._guard(lambda: self.click(change.owner.name))

    def _answer(self, _, message, buffers):
        if "ratio" in message:
            self.scale(message["ratio"])
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
        with self._turns.lock:
            place = self.painter.locate(x, y, self._grabbed)
        if place is not None:
            self._grabbed = place[0] if pointer != "up" else None
            self.point(pointer, *place)

    # The page.

    def _repr_mimebundle_(self, **options):
        """The live view, and beside it what stays in a saved notebook."""
        data = dict(super()._repr_mimebundle_(**options) or {})
        png, sentence = self.view.saved
        data["image/png"] = base64.b64encode(png).decode()
        data["text/plain"] = sentence
        width, height = self.picture.size
        return data, {"image/png": {"alt": sentence, "width": width, "height": height}}

    def close(self):
        """Stop the work, free the figure, and close every widget inside."""
        with self._turns.lock:
            self._turns.close()
            if self.view is not None:
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
