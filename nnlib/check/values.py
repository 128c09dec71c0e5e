"""A wrong value, and what it has to do with the right one; never what that is."""

import numpy as np

from .compare import differences, is_number
from .look import as_float
from .wording import say, shortened

RATIOS = {  # by how much, in an input with n rows, k columns and N entries
    "minus": lambda n, k, N: -1,
    "n": lambda n, k, N: n,
    "1/n": lambda n, k, N: 1 / n,
    "N": lambda n, k, N: N,
    "1/N": lambda n, k, N: 1 / N,
    "k": lambda n, k, N: k,
    "1/k": lambda n, k, N: 1 / k,
}


def transposed(look):
    """A part whose rows and columns were exchanged."""
    for part in look.wrong_parts:
        pairs = [difference for _, difference in look.each_difference(part)]
        arrays = [d for d in pairs if _matrix(d.got) and _matrix(d.want)]
        square = [d for d in arrays if not differences(d.got.T, d.want)]
        if square and len(square) == len(pairs):
            return "transposed", [say("transposed", part=look.part_name(part))]
    return None


def _matrix(value):
    return isinstance(value, np.ndarray) and value.ndim == 2 and value.size > 1


def ratio(look):
    """A part that is the same multiple of the right one on each input."""
    for part in look.wrong_parts:
        ratios = look.ratio(part) if _wrong_everywhere(look, part) else None
        if key := ratios and _ratio_key(look, part, ratios):
            return f"ratio-{key}", [_ratio_line(look, part, key, ratios[0])]
    return None


def _wrong_everywhere(look, part):
    """Is a part wrong on all inputs? One factor on some of them may be chance."""
    wrong = {at for at, _ in look.each_difference(part)}
    return len(wrong) == len(look.cases) and (len(wrong) > 1 or not look.cases[0])


def _ratio_line(look, part, key, ratio):
    at, _ = next(look.each_difference(part))
    n, k, N = _sizes_of(look.cases[at])
    name = look.part_name(part)
    return say("ratio", key, part=name, ratio=ratio, n=n, k=k, N=N)


def _ratio_key(look, part, ratios):
    sizes = [_sizes_of(look.cases[at]) for at, _ in look.each_difference(part)]
    for key, multiple in RATIOS.items():
        if key != "minus" and any(0 in one for one in sizes):
            break
        if np.allclose(ratios, [multiple(*one) for one in sizes]):
            return key
    same = len(ratios) > 1 and np.allclose(ratios, ratios[0])
    return "other" if same else None


def _sizes_of(case):
    """n, k, N: rows, columns and entries of the first array."""
    shapes = [v.shape for v in case if isinstance(v, np.ndarray) and v.ndim] or [(1,)]
    first = shapes[0]
    return first[0], first[-1], int(np.prod(first))


def example(look):
    """The smallest input that goes wrong: shapes and differences, never the answer."""
    return None, [example_line(look)]


def example_line(look):
    at, difference = look.example
    got, want, part = difference.got, difference.want, difference.part
    if isinstance(look.exercise.reference, dict):
        return _blanks_line(look, at)
    if isinstance(want, np.ndarray) and isinstance(got, np.ndarray):
        return _array_line(look, at, difference)
    fact = isinstance(want, (bool, np.bool_))
    if is_number(want) and is_number(got) and not fact:
        return _number_line(look, at, difference)
    if isinstance(want, (list, tuple, dict)):
        return _blanks_line(look, at)
    if part == look.exercise.kind.test:
        return say("wrong", "test", got=shortened(got))
    name = look.part_name(part)
    if fact and want and isinstance(got, (bool, np.bool_)):
        return say("wrong", "fact", part=name)
    return say("wrong", "answer", part=name, got=shortened(look.in_words(got)))


def _number_line(look, at, difference):
    got, want = as_float(difference.got), as_float(difference.want)
    direction = say("direction", "large" if got > want else "small")
    if not look.cases[at]:
        return say("wrong", "value", got=got, direction=direction)
    return say(
        "wrong",
        "number",
        arguments=look.arguments(at),
        part=look.part_name(difference.part),
        got=got,
        difference=abs(got - want),
        direction=direction,
    )


def _array_line(look, at, difference):
    got, want = difference.got, difference.want
    off = np.abs(np.asarray(got, float) - want)
    scale = np.abs(want).max(initial=0)
    where = np.unravel_index(off.argmax(), off.shape)
    return say(
        "wrong",
        "entries",
        arguments=look.arguments(at),
        part=look.part_name(difference.part),
        shape=str(got.shape),
        size=got.size,
        count=int((off > 1e-6 * scale + 1e-12).sum()),
        difference=off.max(),
        where=str([int(place) for place in where]),
    )


def _blanks_line(look, at):
    """Which parts, and which of their items, are wrong."""
    told = []
    for difference in look.differences[at]:
        where, want = "", difference.want
        if isinstance(want, (list, tuple, dict)) and len(want) > 1:
            places = _places(look, difference.got, want)
            where = say("places", places=places)
        told.append(f"{look.part_name(difference.part)}{where}")
    return say("wrong", "blanks", where="; ".join(told))


def _places(look, got, want):
    within = look.exercise.within
    if isinstance(want, dict):
        wrong = [k for k in want if differences(got[k], want[k], within=within)]
        bad = [str(look.in_words(k)) for k in wrong]
    else:
        pairs = enumerate(zip(got, want, strict=True))
        bad = [str(k + 1) for k, (g, w) in pairs if differences(g, w, within=within)]
    return ", ".join(bad)
