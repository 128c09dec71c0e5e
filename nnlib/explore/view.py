"""An explorer's picture, with its words, as it is sent to the page."""

from nnlib.explore.painter import Painter
from nnlib.explore.picture import Picture
from nnlib.explore.speech import browser, error
from nnlib.shared.capture import printed


class View:
    """Shows one result after the other, and is not called twice at a time.

    result, sentence : of the picture that is shown
    reached : for each goal, whether some result has met it
    saved   : PNG and sentence of the first picture, which a notebook keeps
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self.result, self.sentence, self.saved = None, "", None
        self.reached = [False] * len(explorer.goals)
        self._scene = None
        self.painter = Painter(explorer.size, explorer.stage)
        self.picture = Picture(
            size=[self.painter.width, self.painter.height],
            name=explorer.spoken["keys"],
            pointer=explorer.pointer is not None,
            taken_keys=list(explorer.taken_keys),
            page=browser.read(),
        )

    def show(self, result):
        """Draw a result, and put it into words."""
        self._draw(result)
        png, sentence = self.painter.png(), self.explorer.describe(result)
        self.result, self.sentence = result, sentence
        self.saved = self.saved or (png, sentence)
        with self.picture.hold_sync():
            self.picture.png = png
            self.picture.alt = self.picture.status = sentence
            self.picture.goals = self._goals(result)
            self.picture.code = self.explorer.listing(result)

    def show_listing(self):
        """Show the program text below the picture, or hide it."""
        if self.result is not None:
            self.picture.code = self.explorer.listing(self.result)

    def _draw(self, result):
        scene = self.explorer.scene(result)
        if scene != self._scene:
            self._scene = scene
            self.explorer.set_scene(result)
            self.painter.restage()
        self.explorer.draw(result)

    def _goals(self, result):
        goals, texts = self.explorer.goals, self.explorer.spoken["goals"]
        self.reached = [
            old or bool(met(result))
            for old, met in zip(self.reached, goals.values(), strict=True)
        ]
        return [
            [texts[key], done] for key, done in zip(goals, self.reached, strict=True)
        ]

    def guard(self, work, wanted=lambda: True):
        """Do the work; show in the status line what it raises or prints, if wanted."""
        problem = None
        with printed() as said:
            try:
                work()
            except Exception as raised:  # nobody else would hear of it
                problem = f"{type(raised).__name__}: {raised}"
        words = " ".join(said.getvalue().split())
        if (problem or words) and wanted():
            line = error("printed", sentence=self.sentence, printed=words)
            self.picture.status = problem or line
