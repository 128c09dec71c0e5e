"""Show, exercise by exercise, that the checker keeps its promises."""

from nnlib.check import EXERCISES
from nnlib.check.proof import Proof, prove


def add_arguments(parser):
    parser.add_argument("names", nargs="*", help="lessons such as 04, or ids; else all")


def run(args):
    chosen = [name for name in EXERCISES if not args.names or _asked(name, args.names)]
    if not chosen:
        raise ValueError(f"expects lessons or ids of exercises, got {args.names}")
    print(f"{'exercise':24}{Proof.HEAD}")
    results = []
    for name in chosen:
        results.append(prove(EXERCISES[name]))
        print(f"{name:24}{results[-1]}", flush=True)
        for line in results[-1].faults:
            print(f"    {line}")
    short = [one for one in results if one.faults]
    print(f"{len(results)} exercises, {len(short)} of them fall short")
    return 1 if short else 0


def _asked(name, asked):
    return any(name == one or name.startswith(f"ex{one}-") for one in asked)
