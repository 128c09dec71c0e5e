"""Each attempt of the noise is seen to do what its name says, and no more than that.

The checker meets all of them for every exercise (`test_check_proofs`); one that did
nothing would show nothing.
"""

import ast
import contextlib
import copy
import inspect
import io
import threading
import warnings

import numpy as np
import pytest

from nnlib.check import noise, trial

FUNCTIONS, VALUES = noise.functions(), noise.values()


def call(name, *arguments):
    return FUNCTIONS[name][0](*arguments)


def raises(kind):
    def seen(name):
        with pytest.raises(kind):
            call(name, 1)

    return seen


def returns(test):
    def seen(name):
        assert test(call(name, np.ones((2, 3))))

    return seen


def loops(name):
    """It goes on when an error is thrown into it, and ends when it is told to."""
    thread = threading.Thread(target=lambda: ended(name), daemon=True)
    thread.start()
    for _ in range(3):
        throw(thread, ValueError)
        thread.join(0.1)
        assert thread.is_alive()
    throw(thread, SystemExit)
    thread.join(60)
    assert not thread.is_alive()


def ended(name):
    with contextlib.suppress(SystemExit):
        call(name)


def throw(thread, error):
    trial.ctypes.pythonapi.PyThreadState_SetAsyncExc(
        trial.ctypes.c_ulong(thread.ident), trial.ctypes.py_object(error)
    )


def floods(name):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        call(name)
    assert len(printed.getvalue()) > 10**6


def warns(name):
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        call(name)
    assert {str(one.message) for one in caught} >= {"mind the gap"}
    assert len(caught) == 2, "NumPy's own is the other"


def empties(name):
    arguments = [np.ones(3), [1, 2], {"a": 1}]
    call(name, *arguments)
    assert not arguments[0].any() and arguments[1:] == [[], {}]


def can_not_be_printed(name):
    with pytest.raises(noise._Odd) as raised:
        call(name)
    with pytest.raises(RuntimeError):
        str(raised.value)


def hostile(value):
    for use in (repr, str, bool, len, iter, float, np.asarray, copy.deepcopy,
                lambda v: v == 1, lambda v: v[0], lambda v: f"{v:g}"):  # fmt: skip
        with pytest.raises(RuntimeError, match="do not touch"):
            use(value)
    with pytest.raises(TypeError):
        hash(value)
    return True


SEEN = {
    "returns None": returns(lambda value: value is None),
    "raises": raises(ValueError),
    "raises an odd error": can_not_be_printed,
    "exits": raises(SystemExit),
    "interrupts": raises(KeyboardInterrupt),
    "loops for ever": loops,
    "recursion": raises(RecursionError),
    "no arguments": raises(TypeError),
    "generator": returns(lambda value: list(value) == [0, 1, 2]),
    "object array": returns(lambda value: value.dtype == object),
    "nan": returns(lambda value: np.isnan(value).all() and value.shape == (2, 3)),
    "complex": returns(np.iscomplexobj),
    "text": returns(lambda value: isinstance(value, str)),
    "a function": returns(callable),
    "a long list": returns(lambda value: isinstance(value, list) and len(value) > 9999),
    "floods the output": floods,
    "warns": warns,
    "empties its arguments": empties,
    "hostile": returns(hostile),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_noisy_function_does_what_its_name_says(name):
    SEEN[name](name)


OF_VALUES = {
    "None": lambda value: value is None,
    "a function": callable,
    "a class": lambda value: isinstance(value, type),
    "dots": lambda value: value is ...,
    "text": lambda value: isinstance(value, str),
    "nan": np.isnan,
    "object array": lambda value: value.dtype == object,
    "a generator": lambda value: iter(value) is value,
    "a long list": lambda value: len(value) > 9999,
    "complex": np.iscomplexobj,
    "empty": lambda value: value == {},
    "hostile": hostile,
    "a module": lambda value: isinstance(value, type(np)),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_noisy_value_is_what_its_name_says(name):
    assert OF_VALUES[name](VALUES[name][0])


def test_noise_has_nothing_to_do_harm_with():
    """It is run in the very process that checks: no file, process or network."""
    tree = ast.parse(inspect.getsource(noise))
    imports = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert {a.name for n in imports for a in n.names} == {"sys", "warnings", "numpy"}
    called = {n.func.id for n in ast.walk(tree)
              if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}  # fmt: skip
    assert not called & {"open", "exec", "eval", "__import__", "compile"}
