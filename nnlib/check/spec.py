"""An exercise is a right answer, named wrong ones, and inputs that tell them apart.

How to write a lesson's exercises
---------------------------------

1. The spec, in a file of `nnlib/lessons/lesson_NN/exercises`; all files there are
   found. Each ends in a tuple `EXERCISES`.

       def nothing_averaged(A, Y):
           return np.sum((A - Y) ** 2)

       MSE = Exercise(
           "ex04-mse",
           reference=lambda A, Y: np.mean((A - Y) ** 2),
           inputs=lambda rng: pairs(rng),          # yields tuples of arguments
           returns=("L",),                         # symbol or key of the result
           misconceptions={"sum": nothing_averaged, ...},  # H1
           right={"loop": by_loop, "float32": in_float32},
           conditions={"any number of rows": written_for_seven},
       )
       EXERCISES = (MSE, ...)

   A code such as H1 is an entry of `nnlib/lessons/misconceptions.json`.

2. The words, in `words/en/exercises.json` of the lesson, under the id without "exNN-":

       "mse": {
         "title": "Mean squared error",
         "next": "One line: why it matters next.",
         "hints": ["a question", "closer", "nearly the code"],
         "misconceptions": {
           "sum": "Your L is {ratio:g} times the mean of {n} rows. What ...?"
         }
       }

   A sentence says what was observed, in the learner's own numbers, asks one question,
   and stops. It never gives the answer. Numbers that it may use: {n} rows of the first
   array, {got} the learner's number, {shape} and {expected} shapes of the wrong part,
   {part} its name, {ratio} got/right where that is one number; and whatever `tell`
   gives: `tell={"sum": lambda got, A, Y: {"rows": len(A)}}`. A part of a result whose
   name in the spec is no symbol (dW, b_new, theta), and no name in the learner's own
   code, has there a short key, and here an entry "parts" that says it in words:
   `"parts": {"rows_kept": "each answer is with its row"}`. So does a text that `use`
   gives as a value, and a key of a dict within a part.

3. The notebook, `solutions/NN_name.ipynb`: for each task a markdown cell
   `exNN-words-task` (goal, formula number, expected shape, ●○○, minutes), a code cell
   `exNN-words` with the answer between `### BEGIN SOLUTION` and `### END SOLUTION`, a
   cell `exNN-words-check` tagged `check`, then `exNN-words-why` tagged `solution` (why
   it is right, a second way, the commonest wrong way and what gives it away). The check
   cell:

       from nnlib.check import check

       check("ex04-mse", mean_squared_error)

   Lines `### STUB L = ...` directly below BEGIN SOLUTION are what the learner gets in
   its place (blanks, a buggy program, lines to order); without them it is
   `raise NotImplementedError("ex04-mse")`, which only a function body can hold.

4. `python -m nnlib build solutions/NN_name.ipynb` runs it and derives the exercise;
   `python -m nnlib prove NN` shows that the checker keeps its promises; the same
   proofs are tests (`pytest tests/test_check_proofs.py -k exNN`).

One form for all kinds of answers
---------------------------------

An attempt is whatever the learner hands over. What `reference` is decides what kind is
expected: a function, a class, a pair (name, function) of a bug hunt, or a value (a
number, an array, a string, a list of lines, a dict or table of blanks). A misconception
is a wrong attempt of the same kind; so is a variant in `right`.

`use(attempt, *arguments)` turns an attempt into what is compared. It defaults to the
call `attempt(*arguments)`, and to the attempt itself for a value. Write one for
everything else, and return a dict {part: value}; its keys are symbols, or keys of the
entry "parts" in the words, such as sizes, rows and high here:

    def use(Layer, X, dZ):                       # a class
        layer = Layer(3, 4)
        Z = layer.forward(X)
        return {"Z": Z, "dX": layer.backward(dZ), "dW": layer.dW}

    def use(batches, X, y, size, rng):           # a generator function
        seen = list(batches(X, y, size, rng=rng))
        return {"sizes": [len(b) for b, _ in seen], "rows": sorted(...), ...}

    def use(train, X, y):                        # a loop with many right answers
        net, losses = train(X, y)
        return {"high": bool(accuracy(net(X), y) > 0.97), ...}

`conditions` lists what the task's text demands ("any shape", "without a loop", "the
caller's array stays as it is"), each beside an attempt that is right but for this one
demand; `forms(a, b)` for several. It must be rejected: so each condition has an input
(or a fact) that tells. The key is for you and for the proof; no learner reads it. A
misconception may stand here again. What no input tells does not belong in the task.

A fact that is true of every right answer and false of a wrong one makes a free answer
checkable. For a bug hunt, `use=hunt(run)` gives {"test": name, **run(fixed, *args)};
the learner writes check("ex04-hunt", ("name of the test", fixed)).

What the engine finds without a word from you (its own are in `words/en/check.json`):
not attempted, crashed with the learner's own lines, endless loop, None, printed instead
of returned, wrong type, shape, number of results, bool for numbers, object arrays, not
finite, warnings, arguments changed, a global read, another answer on the second call,
one array kept several times, right for one size only, transposed, a constant ratio to
the right one. List the rest: what people write. A misconception of yours comes first.

Pitfalls
- Sizes: distinct primes, one square case, n > 1 (`SIZES`), so that shapes can't agree
  by chance. Upstream gradients not all ones. Add a case for each edge (±1000 scores).
- A misconception with a free constant, such as a clip, takes `forms(a, b, ...)`.
- Don't write "Your L is right": the engine says so itself, where it is. It also finds
  a mistake beside another one, in another part, if all that the first does wrong shows.
- Each misconception must differ from the reference and from each other on these
  inputs. If two can't differ, make them one, and let its sentence say both.
- `right` needs two different ways, such as a loop and float32. Where float32 can't
  reach the tolerance, set `rtol`. A reference may not warn (overflow) on any input.
- Arguments are copies, made anew for each call. `may_change=("theta",)` allows a
  change; then compare the argument itself: let `use` return it.
- `use` and `inputs` are deterministic: draw only from the rng that they are given.
- Blanks are `...`: an attempt that is or holds `...` counts as not attempted.
- Keep a right answer well under a second (`seconds` is the limit for all inputs).
- Words: no "simply", "just", no exclamation marks; the first hint holds no code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from nnlib import lessons

from . import kinds

__all__ = ["SIZES", "Exercise", "forms", "hunt"]

SIZES = ((7, 3), (3, 3), (2, 5))  # rows and columns: primes, and one square


class forms(tuple):  # noqa: N801 (reads as a word in a spec)
    """One misconception in several forms: forms(clip(1e-7), clip(1e-12))."""

    def __new__(cls, *attempts):
        return super().__new__(cls, attempts)


def nothing(rng):
    """Yield the inputs of a value: one case without arguments."""
    yield ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Exercise:
    """One exercise; the module's docstring shows how to fill it."""

    id: str = field(kw_only=False)
    reference: object
    inputs: Callable = nothing  # rng -> tuples of arguments
    misconceptions: dict = field(default_factory=dict)  # id -> wrong attempt
    right: dict = field(default_factory=dict)  # name -> other right attempt
    conditions: dict = field(default_factory=dict)  # demand -> attempt that ignores it
    use: Callable | None = None  # (attempt, *arguments) -> what is compared
    returns: tuple = ("result",)  # symbols or keys of the parts of a result
    tell: dict = field(default_factory=dict)  # id -> (got, *arguments) -> numbers
    stub: object = None  # what an untouched notebook hands over; None: as usual
    may_change: tuple = ()  # names of arguments that may be changed in place
    rtol: float = 1e-5  # of an entry; a tenth of that of the largest entry
    atol: float = 1e-12  # such as 0.005 for an answer with two digits
    seconds: float = 5.0  # for all inputs together

    @property
    def lesson(self):
        """The number of the lesson that it belongs to: "04"."""
        return lessons.split(self.id)[0]

    @property
    def within(self):
        return self.rtol, self.atol

    @cached_property
    def kind(self):
        """What a learner hands over, as the reference shows; one of `kinds`."""
        return kinds.of(self.reference)

    @property
    def untouched(self):
        """The attempt of somebody who has not begun."""
        return self.kind.stub(self.id) if self.stub is None else self.stub

    @cached_property
    def arguments(self):
        """The names of the arguments, as messages write them."""
        return self.kind.arguments(self.use, self.reference)

    def result(self, attempt, *arguments):
        """Return what an attempt makes of some arguments, as it is compared."""
        return (self.use or self.kind.use)(attempt, *arguments)


def hunt(run=None):
    """Return the `use` of a bug hunt: the test that exposes it, and the repair."""

    def use(answer, *arguments):
        name, repaired = answer
        parts = (run or (lambda f, *given: f(*given)))(repaired, *arguments)
        parts = parts if isinstance(parts, dict) else {"repaired": parts}
        return {kinds.Pair.test: name, **parts}

    return use
