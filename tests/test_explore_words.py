"""Every word of a panel is data: none in the code, none missing, none too many."""

import ast
import json
import pathlib
import re

import pytest

import nnlib.explore
from nnlib import lessons
from nnlib.explore import speech
from nnlib.explore.explorer import Explorer
from nnlib.shared import words

ROOT = pathlib.Path(nnlib.explore.__file__).parent
PANELS = sorted(ROOT.parent.glob("lessons/lesson_*/panel*.py"))
FILES = [*sorted(ROOT.rglob("*.py")), *PANELS]
SCRIPTS = sorted(ROOT.glob("*.js"))
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(ROOT.parent).as_posix()
)
NAMES = list(nnlib.explore.panels())
LETTERS = re.compile(r"[A-Za-z]{2,}")
WORD = re.compile(r"[A-Za-zé’'-]{2,}[,;:.]?$")
# Options whose value is obeyed and not read: a place, a style, a form of numbers.
OBEYED = {"loc", "anchor", "form"}
# Calls and options that write on the figure.
WRITERS = {"set_title", "set_xlabel", "set_ylabel", "text", "set_text", "annotate"}
WRITERS |= {"suptitle", "legend", "set_label", "set_xticks", "set_yticks"}
WRITING = {"title", "xlabel", "ylabel", "label", "labels"}
PROGRAMS = {
    "PROGRAM",
    "TRAIN",
    "NOISE",
    "CALLS",
}  # lines of Python, by the names they have


def literals(tree):
    """The strings of a file but for docstrings, each with the nodes above it.

    Of a string with numbers to fill in, {} stands for each.
    """
    above = {
        child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        text = text_of(node)
        if text is None or isinstance(above[node], ast.JoinedStr):
            continue
        parents, at = [], node
        while at in above:
            at = above[at]
            parents.append(at)
        if not isinstance(parents[0], ast.Expr):
            yield text, parents


def text_of(node):
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if text_of(part) else "{}" for part in node.values)
        return "".join(parts)
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if constant else None


def is_key(text, parents, keys):
    """Is it a key of the words, or does it make one?"""
    call = parents[0]
    name = getattr(getattr(call, "func", None), "attr", "")
    return text in keys or (name in ("say", "word") and "{}" in text)


def is_program(parents):
    for node in parents:
        for target in getattr(node, "targets", ()):
            if isinstance(target, ast.Name) and target.id in PROGRAMS:
                return True
    return False


def option_of(parents):
    """The name of the option whose value a string is or is part of, if any."""
    for node in parents:
        if isinstance(node, ast.keyword):
            return node.arg
        if isinstance(node, ast.stmt | ast.Subscript | ast.Call):
            return None
    return None


def is_written(parents):
    """Is it handed to something that writes it on the figure?"""
    if option_of(parents):
        return option_of(parents) in WRITING
    for node in parents:
        if isinstance(node, ast.Call):
            return getattr(node.func, "attr", getattr(node.func, "id", "")) in WRITERS
        if isinstance(node, ast.stmt | ast.Subscript):
            return False
    return False


def reads_as_words(text):
    """Are there two words or more, or one beside something to fill in?"""
    bare = re.sub(r"\{[^{}]*\}", "{}", text)
    found = [part for part in bare.split() if WORD.match(part)]
    return len(found) >= 2 or ("{}" in bare and any(len(word) > 2 for word in found))


def english(source, keys=()):
    """The strings in a source that a learner would read; `keys` of words are none."""
    for text, parents in literals(ast.parse(source)):
        if is_program(parents) or option_of(parents) in OBEYED:
            continue
        written = is_written(parents) and LETTERS.search(text)
        if written or (reads_as_words(text) and not is_key(text, parents, keys)):
            yield text


def keys_of(data):
    """Every key in words, at any depth."""
    if isinstance(data, dict):
        yield from data
        for part in data.values():
            yield from keys_of(part)


def keys_beside(path):
    """The keys of the words beside a file: of its lesson, or of the engine."""
    files = (path.parent / "words" / "en").glob("*.json")
    return {key for file in files for key in keys_of(words_in(file))}


def words_in(file):
    return json.loads(file.read_text(encoding="utf-8"))


@every_file
def test_no_file_has_words_that_a_learner_reads(path):
    source = path.read_text(encoding="utf-8")
    assert list(english(source, keys_beside(path))) == []


def test_words_in_a_file_are_found():
    source = '''"""A docstring with words."""
axes.set_title("loss")
axes.set(xlabel="epoch", ylabel="z")
axes.legend(loc="upper left")
axes.plot([], [], "o-", label=f"rate {lr:g}")
axes.set_ylabel(words["the loss"])
raise ValueError(f"slope expects a number, got {slope}")
self.say("hidden unit", text="x")
self.say(f"why {key}")
'''
    found = set(english(source, {"hidden unit", "the loss", "epoch"}))
    assert found == {"loss", "epoch", "rate {}", "slope expects a number, got {}"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_has_words_that_a_learner_reads(path):
    code = re.sub(
        r"^\s*//.*$|\s//.*$", "", path.read_text(encoding="utf-8"), flags=re.M
    )
    keys = set(speech.browser.read())
    strings = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    for text in (a or b for a, b in strings):
        bare = re.sub(r"\$\{.*?\}|\bnn-[\w-]+|\b(input|select|button)\b", " ", text)
        assert text in keys or not reads_as_words(bare), text
    for shown in re.findall(r'(?:textContent|alt|title) = "([^"]*)"', code):
        assert not LETTERS.search(shown), shown
    for shown in re.findall(r'setAttribute\("aria-label", [`"](.*?)[`"]', code):
        assert not LETTERS.search(shown), shown


# The words that are there, and those that are asked for.


def entry(name):
    """The words of a panel in English, and the files of its lesson."""
    folder = lessons.folders()[nnlib.explore.panels()[name]]
    data = json.loads((folder / "words/en/panel.json").read_text(encoding="utf-8"))
    return data[name], sorted(folder.glob("*.py"))


def explorer_of(name):
    """The class behind a panel."""
    (module,) = lessons.content(nnlib.explore.panels()[name], "panel")
    kinds = [v for v in vars(module).values() if isinstance(v, type)]
    own = [k for k in kinds if issubclass(k, Explorer) and k.words]
    (found,) = [kind for kind in own if kind.words.name == name]
    return found


def used(paths):
    """The keys that files may ask for, as one pattern: some are put together."""
    patterns = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.add(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(part.value) if isinstance(part, ast.Constant) else ".+"
                    for part in node.values
                )
                patterns.add("".join(parts))
    patterns -= {".+", ""}
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def asked(paths):
    """The keys that files ask for by name: pairs of the method and the key."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            key = node.args[0]
            if name in ("say", "word") and isinstance(key, ast.Constant):
                yield name, key.value


@pytest.mark.parametrize("name", NAMES)
def test_each_control_and_goal_has_its_words_and_no_other_has(name):
    kind, (data, _) = explorer_of(name), entry(name)
    shown = kind().spoken["controls"]  # some menus have the words of another
    assert set(data["controls"]) == set(kind.recipes)
    assert set(data.get("goals", {})) == set(kind.goals)
    assert bool(data.get("keys")) == bool(kind.taken_keys)
    assert set(data) <= {"controls", "goals", "sentences", "picture", "keys"}
    for control, spoken in data["controls"].items():
        assert set(spoken) <= {"label", "unit", "options", "expects"}
        assert spoken["label"]
        known = kind.recipes[control](name=control, words=spoken)
        for option in spoken.get("options", {}):
            assert known.find(option) is not None
        names = known.values if known.kind == "choice" else ()
        words_to_show = {name for name in names if re.search("[A-Za-z]", name)}
        assert words_to_show <= set(shown[control].get("options", {}))


@pytest.mark.parametrize("number", sorted(set(nnlib.explore.panels().values())))
def test_no_key_is_unused_and_none_is_missing(number):
    names = [n for n, lesson in nnlib.explore.panels().items() if lesson == number]
    parts = {"say": "sentences", "word": "picture"}
    data = [entry(name)[0] for name in names]
    paths = entry(names[0])[1]
    for part in parts.values():
        keys = {key for entry in data for key in entry.get(part, {})}
        known = used([*paths, *ROOT.rglob("*.py")])
        assert [key for key in keys if not known.fullmatch(key)] == []
    for method, key in asked(paths):
        assert any(key in entry.get(parts[method], {}) for entry in data), key


def test_no_key_of_the_engine_is_unused_and_none_is_missing():
    files = {path.stem: words_in(path) for path in ROOT.rglob("words/en/*.json")}
    paths = sorted(ROOT.rglob("*.py"))
    keys = {key for data in files.values() for key in data} - set(files["browser"])
    assert [key for key in keys if not used(paths).fullmatch(key)] == []
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert set(re.findall(r'\berror\(\s*"([^"]+)"', source)) == set(files["errors"])
    scripts = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    quoted = set(re.findall(r'"([^"\n]*)"', scripts))
    named = set(re.findall(r"\bpage\.(\w+)", scripts))
    assert named <= set(files["browser"]) <= quoted | named


# The language.


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with words in two languages, of which one can choose."""
    for language, slope in (("en", "slope"), ("xx", "Steigung")):
        (tmp_path / "words" / language).mkdir(parents=True)
        data = {"line": {"controls": {"m": {"label": slope}}}}
        path = tmp_path / "words" / language / "panel.json"
        path.write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(words, "languages", lambda: ["en", "xx"])
    yield tmp_path
    words.set_language("en")


def test_a_panel_speaks_the_language_that_is_chosen_when_it_is_made(folder):
    spoken = speech.PanelWords(folder / "panel.py", "line")
    assert spoken.read()["controls"]["m"]["label"] == "slope"
    words.set_language("xx")
    assert spoken.read()["controls"]["m"]["label"] == "Steigung"
    assert speech.browser("goals") == "goals"  # not translated: English


def test_words_that_are_not_there_are_missed_by_name(folder):
    with pytest.raises(KeyError, match="PanelWords expects 'curve' in words/en"):
        speech.PanelWords(folder / "panel.py", "curve").read()


def test_a_text_made_of_numbers_gets_a_true_minus_too():
    assert speech.fill("{x}, {y}", {"x": "-1, 2", "y": -1}) == "−1, 2, −1"
    assert speech.fill("held-out {sizes}", {"sizes": "3-2-1"}) == "held-out 3-2-1"
