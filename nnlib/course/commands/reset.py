"""Get a fresh copy of an exercise notebook; the old one is kept under today's date."""

import datetime
from pathlib import Path

from nnlib.course.notebooks import derive, judging, notebook


def add_arguments(parser):
    parser.add_argument("lessons", nargs="+", help="lessons such as 04")


def run(args):
    for name in args.lessons:
        solution = judging.solution(Path(name).name[:2])
        path = judging.ROOT / "exercises" / solution.name
        fresh = derive.exercise(notebook.read(solution))
        if path.exists() and path.read_bytes() == notebook.dumps(fresh).encode():
            print(f"{path.name} is as it was given; nothing to do")
            continue
        if path.exists():
            print(f"kept your notebook as {set_aside(path).name}")
        notebook.write(path, fresh)
        print(f"{path.name} is fresh")
    return 0


def set_aside(path, today=None):
    """Copy a file, byte for byte, to a dated name that is free; return that name."""
    raw = path.read_bytes()
    for name in dated(path, today or datetime.date.today()):
        try:
            name.touch(exist_ok=False)  # fails rather than write over anything
        except FileExistsError:
            continue
        try:
            name.write_bytes(raw)
            if name.read_bytes() != raw:
                raise OSError(f"could not copy {path.name} whole; nothing was changed")
        except BaseException:
            name.unlink()  # a part of a copy: the disk is full
            raise
        return name
    raise OSError(f"no free name for {path.name}")


def dated(path, day):
    """Yield 04_loss_2026-11-25.ipynb, 04_loss_2026-11-25_2.ipynb, …"""
    for k in range(1, 1000):
        again = f"_{k}" if k > 1 else ""
        yield path.with_name(f"{path.stem}_{day.isoformat()}{again}{path.suffix}")
