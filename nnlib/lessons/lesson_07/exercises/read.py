"""Exercise of lesson 07: read seven reports, and name what each shows."""

from nnlib.check.spec import Exercise


def words(**other):
    right = {"a": "fine", "b": "overfitting", "c": "blind guess", "d": "rate"}
    return right | {"e": "twins", "f": "start", "g": "unknown"} | other


READ = Exercise(
    "ex07-read",
    reference=words(),
    misconceptions={
        "high is overfitting": words(a="overfitting"),  # K8
        "too good": words(a="unknown"),
        "training decides": words(b="fine"),  # K1
        "gap is the start": words(b="start"),
        "nine of ten is good": words(c="fine"),  # K6
        "no gap, unknown": words(c="unknown"),
        "dead by draw": words(d="start"),  # J11
        "dead are twins": words(d="twins"),
        "a small loss is fine": words(e="fine"),  # I7, J2
        "alike by draw": words(e="start"),  # J2
        "five runs are twins": words(f="twins"),
        "blame the rate": words(f="rate"),  # I9
        "one failure is blind": words(f="blind guess"),  # I9
        "100 % is fine": words(g="fine"),  # K1
        "100 % is overfitting": words(g="overfitting"),  # K8
    },
    right={
        "capitals": {report: word.upper() for report, word in words().items()},
        "spaces": {report: f" {word} " for report, word in words().items()},
    },
)

EXERCISES = (READ,)
