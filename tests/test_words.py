"""Every word that a learner reads is data: no sentence stands in the code that says it.

Each sentence is said somewhere, with the fields that it names, and no others are given.
"""

import ast
import json
import re
from pathlib import Path

import foreign
import numpy as np
import pytest

from nnlib import plotting
from nnlib.__main__ import commands, main
from nnlib.course.checkup import round_trip
from nnlib.course.grading import names, nbgrader
from nnlib.course.handout import copies
from nnlib.course.notebooks import judging, messenger, notebook
from nnlib.shared import words as module
from nnlib.shared.words import NAMED, Words, text_of

ROOT = Path(__file__).parents[1] / "nnlib"
MAINTAINERS = {"build", "prove", "stats", "syllabus"}  # these stay English
COMMANDS = sorted(set(commands()) - MAINTAINERS)
FOLDERS = ("check", "quiz", "diagnose", "shared", "course/checkup", "course/grading")
FOLDERS += ("course/handout", "course/notebooks")
FILES = ("plotting", *(f"course/commands/{name}" for name in COMMANDS))
ENGINES = (*FOLDERS, *FILES)
READERS = ("read", "in_every_language")  # of a Words: what stands there, not filled in
AUTHORS = {  # what is said there, nobody who learns ever reads
    "noise.py", "partly.py", "proof.py", "derive.py", "sources.py", "freshness.py"
}  # fmt: skip
FOREIGN = {  # not ours, or no words: what is matched, sent to a kernel, or typed
    "check": {"The truth value of an array"},
    "course/checkup": {
        "Build Dependencies", "missing from font", "print(_slider.value)",
        "import sys; print(sys.prefix)", round_trip.SLIDER,
        "Copy-Item -Recurse", "cp -r", " ~/course-of-mine", "du -sh ~/* | sort -h",
        " -m nnlib doctor", " -m pip install -r requirements.txt",
    },
    "course/grading": {names.COPY.pattern, nbgrader.ANSWER.pattern, " or "},
    "course/handout": {
        'python -m pip install -e ".[class]"', "import numpy", "```python\n",
        r"^from nnlib\.explore import (.+)$", copies.SHOWN.pattern,
        "what to see", "further reading", "wrong way", "wrong repair",  # labels
    },
    "course/notebooks": {
        judging.RESET, "raise ", "Python 3", notebook.ALT.pattern, messenger.SPEAK,
        ", fromlist=['*']).send()",
    },
    "plotting": {plotting.WALL},
}  # fmt: skip
TAGS = r"<[!/a-z][^>]*>?|^[^<>]*>"  # of HTML, which an f-string may cut in two
SELECTORS = {"input, textarea"}
BANNED = r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!"
every_engine = pytest.mark.parametrize("engine", ENGINES)


def code(engine):
    """name -> syntax tree of each file of an engine."""
    paths = sorted((ROOT / engine).glob("*.py")) or [ROOT / f"{engine}.py"]
    return {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def scripts(engine):
    """The JavaScript of an engine, without comments."""
    paths = sorted((ROOT / engine).glob("*.js"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return re.sub(r"(^|\s)//.*", "", text)


def words(engine):
    """name -> content of each English file of words of an engine.

    A file of code that stands for itself has the words of its own name.
    """
    place, names = ROOT / engine, "*.json"
    if not place.is_dir():
        place, names = place.parent, f"{place.name}.json"
    paths = (place / "words" / "en").glob(names)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def constants(tree):
    """Each string of a file; of an f-string, its fixed parts.

    Docstrings are left out, and what `python -m nnlib … --help` says.
    """
    left_out = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    left_out |= {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "help"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in left_out:
                yield node.value


def leaves(part, keys=()):
    """Yield (keys, sentence) of all sentences in a file of words."""
    if isinstance(part, dict):
        for key, inner in part.items():
            yield from leaves(inner, (*keys, key))
    else:
        yield keys, text_of(part)


def keys_of(part):
    """Every key in a file of words, at any depth."""
    return {key for keys, _ in leaves(part) for key in keys}


def fields(text):
    return {name for name, _ in NAMED.findall(text)}


# Nothing is said in code


@every_engine
def test_no_sentence_stands_in_python(engine):
    known = {key for part in words(engine).values() for key in keys_of(part)}
    known |= FOREIGN.get(engine, set())
    for name, tree in code(engine).items():
        if name in AUTHORS:
            continue
        for text in set(constants(tree)) - known:
            bare = re.sub(TAGS, "", text)
            assert not re.search(r"[A-Za-z]{2}.*\s|\s.*[A-Za-z]{2}", bare), (name, text)


@every_engine
def test_not_even_a_word_is_shown(engine):
    """The search above finds no single word, such as that of `print("right")`."""
    for name, tree in code(engine).items():
        for node in ast.walk(tree):
            if name not in AUTHORS and isinstance(node, ast.Call):
                for text in shown(node):
                    assert not re.search("[A-Za-z]{2}", text), (name, text)


def shown(call):
    """The strings of a call that prints, raises or labels what it is given."""
    name, given = getattr(call.func, "id", ""), []
    if name in ("print", "ValueError", "TypeError", "OSError", "RuntimeError"):
        given = call.args
    elif name == "Finding":
        given = call.args[2:]  # behind its level and what it is about
    labels = ("label", "xlabel", "ylabel")
    given = [*given, *(word.value for word in call.keywords if word.arg in labels)]
    for part in given:
        parts = part.values if isinstance(part, ast.JoinedStr) else [part]
        texts = (getattr(one, "value", None) for one in parts)
        yield from (text for text in texts if isinstance(text, str))


@pytest.mark.parametrize("engine", sorted(FOREIGN))
def test_what_is_let_pass_is_there(engine):
    trees = [tree for name, tree in code(engine).items() if name not in AUTHORS]
    assert FOREIGN[engine] <= {text for tree in trees for text in constants(tree)}


@every_engine
def test_no_sentence_stands_in_javascript(engine):
    known = {key for part in words(engine).values() for key in keys_of(part)}
    texts = re.findall(r'"([^"\n]*)"|`([^`]*)`', scripts(engine))
    shown = {re.sub(r"\$\{.*?\}", "", a or b) for a, b in texts} - known - SELECTORS
    for text in shown:
        classes = text.startswith("nnq-")
        assert classes or not re.search(r"[A-Za-z]{2,} +[A-Za-z]{2,}", text), text


# Each sentence is said, and each has its fields


def speakers(engine):
    """name of a Words -> name of its file, such as "say" -> "check"."""
    found = {}
    for tree in code(engine).values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                if getattr(node.value.func, "id", "") == "Words":
                    name, file = node.targets[0].id, node.value.args[1].value
                    assert found.setdefault(name, file) == file, "one name, one file"
    return found


def calls(engine):
    """Yield (file of words, is it only read?, keys, fields) of what is said.

    A key is a set: the strings that may stand there, empty where it is computed.
    """
    known = speakers(engine)
    for tree in code(engine).values():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            function, read = node.func, False
            if isinstance(function, ast.Attribute) and function.attr in READERS:
                function, read = function.value, True
            name = getattr(function, "id", getattr(function, "attr", ""))
            if name in known:
                given = {keyword.arg for keyword in node.keywords}
                yield known[name], read, list(map(strings, node.args)), given


def strings(node):
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) else set()


def reached(part, keys, path=()):
    """The (keys, sentence) that a call may say; KeyError if there is none."""
    if not keys:
        yield from leaves(part, path)
        return
    for key in keys[0] or part:
        yield from reached(part[key], keys[1:], (*path, key))


@every_engine
def test_every_sentence_is_said_and_gets_its_fields(engine):
    files, said = words(engine), {}
    for file, read, keys, given in calls(engine):
        assert None not in given, "fields are named one by one, so that this test works"
        sentences = dict(reached(files[file], keys))
        said.setdefault(file, set()).update(sentences)
        if read:
            continue
        depth = {len(path) for path in sentences}
        assert depth == {len(keys)}, (keys, "leads to no sentence")
        for path, text in sentences.items():
            assert fields(text) <= given, (path, fields(text) - given, "not given")
        used = set().union(*map(fields, sentences.values()))
        assert given <= used, (keys, given - used, "given, and in no sentence")
    for file, content in files.items():
        assert {keys for keys, _ in leaves(content)} == said.get(file, set()), file


@every_engine
def test_every_key_that_is_computed_can_come_up(engine):
    """What stands under a computed key is said only if some code makes that key."""
    made = {text for tree in code(engine).values() for text in constants(tree)}
    for file, read, keys, _ in calls(engine):
        if not read:
            for place, key in enumerate(keys):
                for path, _ in reached(words(engine)[file], keys) if not key else ():
                    assert path[place] in made, path


def test_every_file_of_words_of_the_commands_is_looked_at():
    paths = (ROOT / "course" / "commands" / "words" / "en").glob("*.json")
    assert {path.stem for path in paths} <= set(commands()) - MAINTAINERS


def test_the_browser_says_all_its_words_with_their_fields():
    script, said = scripts("quiz"), words("quiz")["browser"]
    named = re.findall(r"\bwords\.(\w+)|\bwords\[\"([^\"]+)\"\]", script)
    assert {a or b for a, b in named} <= set(said)
    quoted = set(re.findall(r'"([^"\n]*)"', script)) | {a for a, _ in named}
    assert set(said) <= quoted, set(said) - quoted
    given = dict(re.findall(r"fill\(\w+\.?words\.(\w+), \{([^}]*)\}", script))
    given |= dict(re.findall(r"fill\(words\.(\w+), \{([^}]*)\}", script))
    (where,) = re.findall(r"const where = \(place\) => \(\{([^}]*)\}\)", script)
    for key, text in said.items():
        names = re.findall(r"(\w+)(?=:|,|\s*$)", given.get(key, where))
        assert fields(text) <= set(names), key


@every_engine
def test_words_are_plain(engine):
    for file, content in words(engine).items():
        for keys, text in leaves(content):
            assert not re.search(BANNED, text, re.IGNORECASE), (file, keys, text)


# The class that says them


@pytest.fixture
def spoken(tmp_path, monkeypatch):
    """A Words with two languages, in a folder of its own."""
    for language, content in {
        "en": {"head": {"a": "one {n:g}", "b": ["two", "lines"]}, "alone": "here"},
        "xx": {"head": {"a": "unum {n:g}"}},
    }.items():
        (tmp_path / "words" / language).mkdir(parents=True)
        path = tmp_path / "words" / language / "test.json"
        path.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setitem(module._chosen, "language", "en")
    return Words(tmp_path / "code.py", "test")


def test_what_is_not_translated_is_said_in_english(spoken, monkeypatch):
    assert spoken("head", "a", n=-2.0) == "one −2"
    assert spoken("head", "b") == "two\nlines"
    monkeypatch.setitem(module._chosen, "language", "xx")
    assert spoken("head", "a", n=1) == "unum 1"
    assert spoken("head", "b") == "two\nlines"
    assert spoken.read("alone") == "here"


@pytest.mark.parametrize(
    "keys, given", [(("head", "c"), {}), (("no",), {}), (("head", "a"), {"m": 1})]
)
def test_a_sentence_or_a_field_that_is_missing_is_an_error(spoken, keys, given):
    with pytest.raises(KeyError):
        spoken(*keys, **given)


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("y = {m:g} x", {"m": -2}, "y = −2 x"),
        ("{a:.1f}, {b:.2f}", {"a": -0.04, "b": -0.001}, "0.0, 0.00"),
        ("{p[0]:.2f} of {n}", {"p": [-0.5], "n": 1234567}, "−0.50 of 1234567"),
        ("{n:,} of 3-2-1", {"n": 10000}, "10,000 of 3-2-1"),
        ("{a:.1e}, {a}", {"a": -1e-7}, "−1.0e-07, −1e-07"),
        ("lr={lr}, {one}", {"lr": "-1", "one": "{lr}"}, "lr=-1, {lr}"),
        (["{n}", {"code": "{n}", "text": "{n}"}], {"n": np.float64(1)},
         ["1", {"code": "{n}", "text": "1"}]),
    ],
)  # fmt: skip
def test_fields_are_filled_in_one_way(text, given, said):
    assert module.filled(text, given) == said


@pytest.mark.parametrize("text", ["{n}", ["x {n:.2f}"], {"ask": "{m} {n[0]}"}])
def test_no_brace_is_left_to_be_read(text):
    with pytest.raises(KeyError):
        module.filled(text, {"m": 1})


def test_every_brace_in_the_words_is_a_field():
    """What is no field would be read as it stands."""
    for folder in module.folders():
        for path in (folder / "en").glob("*.json"):
            for text in texts(json.loads(path.read_text(encoding="utf-8"))):
                assert not re.search("[{}]", NAMED.sub("", text)), (path, text)


def texts(part):
    """Every text in some words, at any depth, but for program text."""
    if isinstance(part, str):
        yield part
    for key, inner in part.items() if isinstance(part, dict) else ():
        yield from () if key in module.VERBATIM else texts(inner)
    for inner in part if isinstance(part, list) else ():
        yield from texts(inner)


# The one switch


@pytest.mark.parametrize("name", ["la", None, 7, ["en"], np.array(["en", "xx"]), "."])
def test_a_language_that_is_not_there_is_told_those_that_are(name):
    with pytest.raises(
        ValueError, match=r'^set_language expects one of "en", got .*; '
    ):
        module.set_language(name)
    assert module.language() == "en"


def test_only_folders_of_words_are_languages(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "NNLIB", tmp_path)
    for name in ("en", "zh", ".ipynb_checkpoints", "__pycache__"):
        (tmp_path / "part" / "words" / name).mkdir(parents=True)
    for name in (".DS_Store", "notes.txt"):
        (tmp_path / "part" / "words" / name).touch()
    assert module.languages() == ["en", "zh"]


def test_a_language_for_a_while_is_given_back(spoken, monkeypatch):
    monkeypatch.setattr(module, "languages", lambda: ["en", "xx"])
    with module.in_language("xx"):
        assert spoken("head", "a", n=1) == "unum 1"
    assert module.language() == "en"
    with pytest.raises(KeyError), module.in_language("xx"):
        spoken("no such key")
    assert module.language() == "en"
    assert spoken.in_every_language("head", "a") == ["one {n:g}", "unum {n:g}"]
    assert spoken.in_every_language("alone") == ["here"]


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_can_be_asked_for_a_language(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--language", "xx"])
    said = capsys.readouterr().err
    assert "invalid choice: 'xx' (choose from" in said
    assert "en" in said.rpartition("choose from")[2]


def test_a_command_speaks_the_language_that_it_is_asked_for(monkeypatch, capsys):
    foreign.learn(monkeypatch)
    assert main(["check", "77", "--language", "xx"]) == 2
    wide = capsys.readouterr().err
    assert main(["check", "77"]) == 2
    plain = capsys.readouterr().err
    assert wide != plain
    assert foreign.narrow(wide) == foreign.narrow(plain)
