"""Print a notebook as text: cell ids, prose and code, without outputs."""

from nnlib.course.notebooks import notebook


def add_arguments(parser):
    parser.add_argument("notebook", help="the .ipynb file")


def run(args):
    print("\n".join(notebook.text(notebook.read(args.notebook))))
    return 0
