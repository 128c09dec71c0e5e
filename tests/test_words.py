"""Every word that a learner reads is data: no sentence stands in an engine's code.

Each sentence is said somewhere, with the fields that it names, and no others are given.
"""

import ast
import json
import re
from pathlib import Path

import pytest

from nnlib.shared.words import NAMED, Words, text_of

ROOT = Path(__file__).parents[1] / "nnlib"
ENGINES = ("check", "quiz", "diagnose", "shared")
AUTHORS = {"noise.py", "proof.py"}  # what is said there, nobody who learns ever reads
# Not ours: how NumPy begins a sentence that is recognized by it.
FOREIGN = {"The truth value of an array"}
SELECTORS = {"input, textarea"}
BANNED = r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!"
every_engine = pytest.mark.parametrize("engine", ENGINES)


def code(engine):
    """name -> syntax tree of each file of an engine."""
    paths = sorted((ROOT / engine).glob("*.py"))
    return {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def scripts(engine):
    """The JavaScript of an engine, without comments."""
    paths = sorted((ROOT / engine).glob("*.js"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return re.sub(r"(^|\s)//.*", "", text)


def words(engine):
    """name -> content of each English file of words of an engine."""
    paths = (ROOT / engine / "words" / "en").glob("*.json")
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def constants(tree):
    """Each string of a file that is no docstring; of an f-string, its fixed parts."""
    spoken = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in spoken:
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
    for name, tree in code(engine).items():
        if name in AUTHORS:
            continue
        for text in set(constants(tree)) - known - FOREIGN:
            assert not re.search(r"[A-Za-z]{2}.*\s|\s.*[A-Za-z]{2}", text), (name, text)


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
            if isinstance(function, ast.Attribute) and function.attr == "read":
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


@pytest.mark.parametrize("engine", ["check", "quiz", "shared"])
def test_every_key_that_is_computed_can_come_up(engine):
    """What stands under a computed key is said only if some code makes that key."""
    made = {text for tree in code(engine).values() for text in constants(tree)}
    for file, read, keys, _ in calls(engine):
        if not read:
            for place, key in enumerate(keys):
                for path, _ in reached(words(engine)[file], keys) if not key else ():
                    assert path[place] in made, path


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
    from nnlib.shared import words as module

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
    from nnlib.shared import words as module

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
