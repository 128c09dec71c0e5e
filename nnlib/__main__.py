"""`python -m nnlib COMMAND`: what keeps the course's notebooks in order."""

import argparse
import ast
import importlib
import os
import sys
from pathlib import Path

from nnlib.shared import words

COMMANDS = Path(__file__).parent / "course" / "commands"


def commands():
    """name -> first line of its docstring; read, not imported: a package may lack."""
    files = sorted(COMMANDS.glob("[!_]*.py"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in files}
    return {
        name: ast.get_docstring(ast.parse(text)).splitlines()[0]
        for name, text in texts.items()
    }


def settle_encodings():
    """Let every command print on every console and into every pipe.

    What an encoding lacks, such as − or θ in cp1252, is printed as \\u2212: that can
    still be read, and two different letters stay different in a diff.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def parser_for(asked):
    """The parser of all commands; the modules of those asked for are imported."""
    parser = argparse.ArgumentParser(prog="python -m nnlib", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in commands().items():
        command = subparsers.add_parser(name, help=summary.replace("%", "%%"))
        if name not in asked:  # what it imports may be missing, as the doctor knows
            continue
        module = importlib.import_module(f"nnlib.course.commands.{name}")
        command.description = module.__doc__
        module.add_arguments(command)
        command.add_argument(
            "--language",
            choices=words.languages(),
            default=words.language(),
            help="what it speaks",
        )
        command.set_defaults(run=module.run)
    return parser


def main(argv=None):
    argv = sys.argv[1:] if argv is None else argv
    settle_encodings()
    args = parser_for(argv[:1]).parse_args(argv)
    try:
        with words.in_language(args.language):
            return args.run(args)
    except BrokenPipeError:  # whoever read this, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, OSError) as error:
        print(f"python -m nnlib {args.command}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
