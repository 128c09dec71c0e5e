"""`python -m nnlib COMMAND`: what keeps the course's notebooks in order."""

import argparse
import importlib
import sys

COMMANDS = {
    "build": "normalize and re-run the notebooks, and derive the exercises",
    "check": "run your exercises, and say what to look at",
    "reset": "get a fresh copy of an exercise; the old one is kept under a dated name",
    "prove": "show that the checker of the exercises keeps its promises",
    "cover": "draw the README's picture",
    "handout": "make the learner copy, skeleton, slides, print version, run sheet",
    "doctor": "find what keeps the course from running here, and say what mends it",
    "grade": "mark what a class handed in",
    "show": "print a notebook as text, for reading and for diffs",
    "stats": "measure the notebooks: words, minutes, things to do, seconds",
    "syllabus": "bring lessons/README.md up to date with the lessons",
}


def main(argv=None):
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="python -m nnlib", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = subparsers.add_parser(name, help=summary)
        if name not in argv[:1]:  # what it imports may be missing, as the doctor knows
            continue
        module = importlib.import_module(f"nnlib.course.{name}")
        command.description = module.__doc__
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    try:
        return args.run(args)
    except (ValueError, OSError) as error:
        print(f"python -m nnlib {args.command}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
