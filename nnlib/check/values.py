"""A wrong value, and what it has to do with the right one; never what that is."""

import numpy as np

from .compare import differences, is_number
from .look import Verdict
from .wording import common, say, shortened


def transposed(look):
    for part in look.wrong_parts:
        pairs = [d for found in look.found for d in found if d.part == part]
        arrays = [d for d in pairs if np.ndim(d.got) == 2 and np.size(d.got) > 1]
        square = [d for d in arrays if not differences(d.got.T, d.want)]
        if square and len(square) == len(pairs):
            return Verdict("wrong_value", ("transposed",), [
                say("transposed", {"part": part})])  # fmt: skip
    return None


def ratio(look):
    for part in look.wrong_parts:
        ratios = look.ratio(part)
        if ratios is None:
            continue
        pairs = [(at, d) for at, found in enumerate(look.found) for d in found
                 if d.part == part]  # fmt: skip
        at = pairs[0][0]
        numbers = {"part": part, "ratio": ratios[0], **_sizes_of(look.cases[at])}
        for key in ("minus", "n", "1/n", "N", "1/N", "k", "1/k"):
            signs = [_signature(key, _sizes_of(look.cases[at])) for at, _ in pairs]
            if np.allclose(ratios, signs):
                return Verdict("wrong_value", (f"ratio-{key}",), [
                    say(key, numbers, "ratio")])  # fmt: skip
        if len(ratios) > 1 and np.allclose(ratios, ratios[0]):
            line = say("other", numbers, "ratio")
            return Verdict("wrong_value", ("ratio-other",), [line])
    return None


def _sizes_of(case):
    shapes = [v.shape for v in case if isinstance(v, np.ndarray) and v.ndim] or [(1,)]
    first = shapes[0]
    return {"n": first[0], "k": first[-1], "N": int(np.prod(first))}


def _signature(key, at):
    if key == "minus":
        return -1
    return 1 / at[key[2:]] if key.startswith("1/") else at[key]


def sizes(look):
    good = [at for at in range(len(look.seen)) if at not in look.wrong]
    if not good:
        return None
    bad = look.smallest
    if look.told(good[0]) == look.told(bad):
        return None
    shapes = [[np.shape(v) for v in look.cases[at]] for at in (good[0], bad)]
    bare = any(0 in shape for shape in shapes[0])  # of nothing, anything is right
    key = "sizes" if shapes[0] != shapes[1] and not bare else "some inputs"
    line = say(key, {"right": look.told(good[0]), "wrong": look.told(bad)})
    return Verdict("wrong_value", (key.replace(" ", "-"),), [line])


def example(look):
    """The smallest input that goes wrong: shapes and differences, never the answer."""
    at, difference = look.difference()
    got, want, part = difference.got, difference.want, difference.part
    numbers = {"part": part, "arguments": look.told(at), "got": got}
    if isinstance(look.exercise.reference, dict):
        return Verdict("wrong_value", (), [say("wrong blanks", _blanks(look, at))])
    if isinstance(want, np.ndarray) and isinstance(got, np.ndarray):
        return Verdict("wrong_value", (), [_array_line(numbers, got, want)])
    if is_number(want) and is_number(got) and not isinstance(want, (bool, np.bool_)):
        off = float(got) - float(want)
        direction = common()["large" if off > 0 else "small"]
        numbers |= {"got": float(got), "difference": abs(off), "direction": direction}
        key = "wrong number" if look.cases[at] else "wrong value"
        return Verdict("wrong_value", (), [say(key, numbers)])
    if isinstance(want, (list, tuple, dict)):
        return Verdict("wrong_value", (), [say("wrong blanks", _blanks(look, at))])
    numbers["got"] = shortened(got)
    if look.exercise.kind == "pair" and part == "test":
        return Verdict("wrong_value", (), [say("no such test", numbers)])
    fact = isinstance(want, (bool, np.bool_)) and isinstance(got, (bool, np.bool_))
    key = "wrong fact" if fact and want else "wrong answer"
    return Verdict("wrong_value", (), [say(key, numbers)])


def _array_line(numbers, got, want):
    off = np.abs(np.asarray(got, float) - want)
    scale = np.abs(want).max(initial=0)
    where = np.unravel_index(off.argmax(), off.shape)
    numbers |= {"shape": str(got.shape), "size": got.size, "difference": off.max()}
    numbers |= {"count": int((off > 1e-6 * scale + 1e-12).sum())}
    numbers |= {"where": str([int(place) for place in where])}
    return say("wrong entries", numbers)


def _blanks(look, at):
    """Which parts, and which of their items, are wrong."""
    within = look.exercise.within
    told = []
    for difference in look.found[at]:
        where, want = "", difference.want
        if isinstance(want, (list, tuple, dict)) and len(want) > 1:
            places = _places(difference.got, want, within)
            where = say("places", {"places": places})
        told.append(f"{difference.part}{where}")
    return {"where": "; ".join(told)}


def _places(got, want, within):
    if isinstance(want, dict):
        bad = [str(k) for k in want if differences(got[k], want[k], within=within)]
    else:
        pairs = enumerate(zip(got, want, strict=True))
        bad = [str(k + 1) for k, (g, w) in pairs if differences(g, w, within=within)]
    return ", ".join(bad)
