"""The guards' sentences are data, `words/en/guards.json`, read at the first error."""

from numpy import ndarray


def sentence(key, /, **fields):
    """The sentence `key` in the language that is spoken."""
    from ..shared.words import Words  # here, since a right program needs no words

    return Words(__file__, "guards")(key, **fields)


def wrong(kind, key, mend=None, /, **fields):
    """The error `kind` with the sentence `key`, which may end in the cure `mend`."""
    fields = {name: str(value) for name, value in fields.items()}
    if mend:
        fields["mend"] = sentence(mend, **fields)
    return kind(sentence(key, **fields))


def kind_of(value):
    """What to say of something that is not the kind of array that it should be."""
    if type(value) is not ndarray:
        return type(value).__name__
    return value.dtype if value.ndim else shown(value)


def shown(value):
    """A value as a program would write it: one line, cut where it is long."""
    import reprlib

    short = reprlib.Repr()  # it also stands a __repr__ that fails
    short.maxother = short.maxstring = 60
    return " ".join(short.repr(value).split())
