"""What a learner hands over: a value, a function, a class, or a pair of a bug hunt."""

import inspect


class Value:
    """A number, an array, a string, a list of lines, a dict or table of blanks."""

    name = "value"
    called = False  # so the same attempt can't give two answers
    test = None  # the part of a result that names a test

    def fits(self, attempt):
        """Is an attempt of this kind?"""
        return not inspect.isroutine(attempt) and not isinstance(attempt, type)

    def use(self, attempt, *arguments):
        """Return what is compared, where an exercise has no `use` of its own."""
        return attempt

    def stub(self, name):
        """Return the attempt of somebody who has not begun the exercise `name`."""
        return ...

    def program(self, attempt):
        """Return the code in an attempt, without what stands beside it."""
        return attempt

    def with_program(self, attempt, program):
        """Return the attempt with other code in it."""
        return program

    def arguments(self, use, reference):
        """Return the names of the arguments, as messages write them."""
        return list(inspect.signature(use).parameters)[1:] if use else []


class Function(Value):
    """A function, whose results are compared."""

    name = "function"
    called = True

    def fits(self, attempt):
        return callable(attempt) and not isinstance(attempt, type)

    def use(self, attempt, *arguments):
        return attempt(*arguments)

    def stub(self, name):
        def missing(*_, **__):
            raise NotImplementedError(name)

        return missing

    def arguments(self, use, reference):
        if use:
            return super().arguments(use, reference)
        return list(inspect.signature(reference).parameters)


class Class(Function):
    """A class, which `use` makes objects of."""

    name = "class"

    def fits(self, attempt):
        return isinstance(attempt, type)

    def stub(self, name):
        return type("Stub", (), {"__init__": super().stub(name)})


class Pair(Function):
    """Of a bug hunt: the name of the test that fails, and the repaired function."""

    name = "pair"
    test = "test"

    def fits(self, attempt):
        pair = isinstance(attempt, (tuple, list)) and len(attempt) == 2
        return pair and isinstance(attempt[0], str) and callable(attempt[1])

    def stub(self, name):
        return ..., ...

    def program(self, attempt):
        return attempt[1]

    def with_program(self, attempt, program):
        return attempt[0], program

    def arguments(self, use, reference):
        """Those of the program, where `use` takes any and passes them on."""
        parameters = inspect.signature(use).parameters.values()
        if any(one.kind is one.VAR_POSITIONAL for one in parameters):
            return list(inspect.signature(reference[1]).parameters)
        return super().arguments(use, reference)


def of(reference):
    """Return the kind of answer that a reference stands for."""
    if isinstance(reference, type):
        return Class()
    if callable(reference):
        return Function()
    pair = isinstance(reference, tuple) and len(reference) == 2
    return Pair() if pair and callable(reference[1]) else Value()
