"""A notebook as a file: read it, tidy it, write it whole."""

import json
import re
from pathlib import Path

import nbformat

from nnlib.shared import files
from nnlib.shared.words import Words

say = Words(__file__, "notebooks")

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("deletable", "editable", "nbgrader", "tags")
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
ALT = re.compile(r"^# alt: (.+)$", re.MULTILINE)


def read(path):
    """The notebook at `path`, or a ValueError that says what is wrong with the file."""
    try:
        raw = Path(path).read_text(encoding="utf-8")
        nb = json.loads(raw)
        version = f"{nb['nbformat']}.{nb['nbformat_minor']}"
        if version != "4.5":
            raise ValueError(say("version", version=version, path=str(path)))
        nb = nbformat.reads(raw, as_version=4)
        nbformat.validate(nb)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError,
            json.JSONDecodeError, RecursionError) as error:  # fmt: skip
        said = say("damaged", path=str(path), error=str(error))
        raise ValueError(said) from None
    except nbformat.ValidationError as error:
        reason = str(error).splitlines()[0]
        raise ValueError(say("invalid", path=str(path), reason=reason)) from None
    return nb


def normalized(nb):
    """The same notebook with nothing that depends on who ran it, where or when."""
    cells, count = [], 0
    for cell in nb["cells"]:
        count += cell.get("execution_count") is not None
        cells.append(_cell(cell, count))
    metadata = dict(KERNEL)
    if "nnlib" in nb["metadata"]:
        metadata["nnlib"] = dict(nb["metadata"]["nnlib"])
    return nbformat.from_dict(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )


def source(cell):
    return "".join(cell["source"])


def tags(cell):
    return cell["metadata"].get("tags", [])


def prose(cell):
    """The words of a markdown cell, without code, formulas and link addresses."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", source(cell), flags=re.S)
    return re.sub(r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)|</?\w[^>]*>", " ", text)


def _cell(cell, count):
    """A cell without what changes from run to run; `count` cells ran up to here."""
    tidy = {"cell_type": cell["cell_type"], "id": cell["id"]}
    tidy["metadata"] = _metadata(cell["metadata"])
    tidy["source"] = source(cell).rstrip()
    if cell["cell_type"] == "code":
        ran = cell.get("execution_count") is not None
        tidy["execution_count"] = count if ran else None
        tidy["outputs"] = _outputs(cell["outputs"], count, ALT.findall(tidy["source"]))
    return tidy


def _metadata(metadata):
    kept = {key: metadata[key] for key in CELL_METADATA if key in metadata}
    if "tags" in kept:
        kept["tags"] = sorted(set(kept["tags"]))
        if not kept["tags"]:
            del kept["tags"]
    return kept


def _outputs(outputs, count, alts):
    tidy, alts = [], iter(alts)
    for output in outputs:
        output = {key: output[key] for key in output if key != "transient"}
        if output["output_type"] == "stream":
            output["text"] = "".join(output["text"])
            if tidy and tidy[-1].get("name") == output["name"]:
                tidy[-1]["text"] += output["text"]
                continue
        if "data" in output:
            output = _rich(output, alts)
            if output is None:
                continue
        if output["output_type"] == "execute_result":
            output["execution_count"] = count
        tidy.append(output)
    return tidy


def _rich(output, alts):
    """An output without its live view; None if it was only shown in passing."""
    data = {key: value for key, value in output["data"].items() if key != LIVE_VIEW}
    live = LIVE_VIEW in output["data"]
    passing = output["output_type"] == "display_data"  # such as a progress bar
    if live and passing and "image/png" not in data:
        return None
    metadata = {}
    if "image/png" in data:
        data["image/png"] = "".join(data["image/png"]).strip() + "\n"
        shown = output.get("metadata", {}).get("image/png", {})
        alt = shown.get("alt") if live else next(alts, shown.get("alt"))
        kept = {"alt": alt, "width": shown.get("width")}  # the height follows
        kept = {key: value for key, value in kept.items() if value}
        metadata = {"image/png": kept} if kept else {}
    return {**output, "data": data, "metadata": metadata}


def dumps(nb):
    """The bytes of a notebook, as nbformat itself would write them."""
    nb = nbformat.v4.rwbase.split_lines(nbformat.from_dict(json.loads(json.dumps(nb))))
    text = json.dumps(nb, indent=1, sort_keys=True, ensure_ascii=False)
    return text + "\n"


def write(path, nb):
    """Write a notebook whole or not at all; leave a file that is equal alone."""
    if same(path, nb):
        return False
    files.write(path, dumps(nb).encode("utf-8", "replace"))
    return True


def same(path, nb):
    """Is the notebook what stands in the file? Byte for byte: it may be damaged."""
    path, text = Path(path), dumps(nb).encode("utf-8", "replace")
    return path.exists() and path.read_bytes() == text


def text(nb):
    """The notebook as readable lines, outputs left out."""
    for cell in nb["cells"]:
        markdown = cell["cell_type"] != "code"
        words = ["# %%", *(["[markdown]"] if markdown else []), cell["id"]]
        words += [f"tags={','.join(tags(cell))}"] if tags(cell) else []
        yield " ".join(words)
        for line in source(cell).splitlines():
            yield f"# {line}".rstrip() if markdown else line
        yield ""
