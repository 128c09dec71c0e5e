"""How often does the training doctor name the cause? A table over seeded runs.

python tests/bench_diagnose.py             # on seeds that no limit was chosen on
python tests/bench_diagnose.py 0 1 2       # on seeds of your own
"""

import collections
import sys
import time
import warnings

from bank_of_runs import bank, run

from nnlib.diagnose import diagnose

FRESH = (20, 21, 22)


def judged(seeds):
    """(kind, data set, seed, right findings, what came, seconds) of each run."""
    for kind, name, seed, right in bank(seeds):
        arguments, more = run(kind, name, seed)
        begin = time.perf_counter()
        found = diagnose(*arguments, **more).name
        yield kind.__name__, name, seed, right, found, time.perf_counter() - begin


def verdict(right, found):
    if "healthy" in right:
        return "quiet" if found == "healthy" else "false alarm"
    return "right" if found in right else "silent" if found == "healthy" else "wrong"


def table(rows):
    """The counts by kind of run, and what was misjudged."""
    counts, missed = collections.defaultdict(collections.Counter), []
    for kind, name, seed, right, found, _ in rows:
        said = verdict(right, found)
        counts["healthy" in right, kind][said] += 1
        if said not in ("right", "quiet"):
            missed.append(f"  {said:12}{kind} on {name}, seed {seed}: {found}")
    lines = []
    for healthy, names in ((False, ("right", "wrong", "silent")),
                           (True, ("quiet", "false alarm"))):  # fmt: skip
        lines.append(f"{'healthy' if healthy else 'fault':24}"
                     + "".join(f"{n:>13}" for n in names))  # fmt: skip
        total = collections.Counter()
        for (kind_of, kind), count in counts.items():
            if kind_of == healthy:
                total += count
                lines.append(f"{kind:24}" + "".join(f"{count[n]:13}" for n in names))
        n = max(1, sum(total.values()))
        lines.append(
            f"{f'all {n}':24}" + "".join(f"{total[m] / n:13.1%}" for m in names)
        )
        lines.append("")
    return "\n".join(lines + missed)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    chosen = tuple(map(int, sys.argv[1:])) or FRESH
    rows = list(judged(chosen))
    print(table(rows))
    seconds = sorted(row[-1] for row in rows)
    print(f"diagnose: median {seconds[len(seconds) // 2] * 1000:.0f} ms,", end=" ")
    print(f"longest {seconds[-1] * 1000:.0f} ms")
