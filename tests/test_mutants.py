"""One-line faults in the library: the suite has to notice each of them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MUTANTS = {  # name: (file, line as it is, faulty line)
    "slope of the sigmoid": ("activations", "return a * (1 - a)", "return a * (1 + a)"),
    "slope of tanh": ("activations", "return 1 - a * a", "return 1 - a"),
    "softmax over the wrong axis": (
        "activations",
        "return E / E.sum(axis=-1, keepdims=True)",
        "return E / E.sum(axis=-2, keepdims=True)",
    ),
    "no 2 in the gradient of MSE": (
        "losses",
        "return np.vecdot(d, d) / N, D * (2 / N)",
        "return np.vecdot(d, d) / N, D * (1 / N)",
    ),
    "cross-entropy summed, not averaged": (
        "losses",
        "dZ /= len(y)",
        "dZ /= 1",
    ),
    "bias gradient of one sample": (
        "layers",
        "np.add.reduce(dZ, axis=-2, keepdims=True, out=self.db)",
        "self.db[...] = dZ[..., :1, :]",
    ),
    "activation slope forgotten": (
        "layers",
        "return dA * self.slope(self.A)",
        "return dA",
    ),
    "gradients accumulate": (
        "layers",
        "np.matmul(self.X.mT, dZ, out=self.dW)",
        "self.dW += self.X.mT @ dZ",
    ),
    "prediction overwrites the cache": (
        "layers",
        "        if train:",
        "        if True:",
    ),
    "dropout without rescaling": ("layers", "1 / (1 - self.p)", "1.0"),
    "parameters are copies": (
        "network",
        "view = vector[..., start:stop].reshape(",
        "view = vector[..., start:stop].copy().reshape(",
    ),
    "ascent": (
        "optimizers",
        "self.theta -= self.lr * g\n",
        "self.theta += self.lr * g\n",
    ),
    "Adam without bias correction": (
        "optimizers",
        "m_hat = m / (1 - self.beta1**self.t)",
        "m_hat = m / 1",
    ),
    "a short batch counts as much": (
        "training",
        "total += L * len(X_batch)",
        "total += L * (batch_size or len(X))",
    ),
    "X and y in different orders": (
        "training",
        "yield X[rows], y[rows]",
        "yield X[rows], y[start : start + batch_size]",
    ),
    "half a nudge": ("gradcheck", "/ (2 * h)", "/ h"),
}


def with_fault(name):
    """The source of a module with the fault of that name in it."""
    module, line, fault = MUTANTS[name]
    source = (ROOT / "nnlib" / f"{module}.py").read_text(encoding="utf-8")
    assert line in source, "the library has changed: bring this fault up to date"
    return f"{module}.py", source.replace(line, fault, 1)


def run_core_tests(tmp_path, name=None):
    """Run the core's tests on a copy of the library, with the fault of that name."""
    shutil.copytree(ROOT / "nnlib", tmp_path / "nnlib")
    if name:
        file, source = with_fault(name)
        (tmp_path / "nnlib" / file).write_text(source, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "test_core.py", tmp_path)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    command += ["-p", "no:nbval", "-p", "no:randomly", "test_core.py"]
    path = os.pathsep.join([str(tmp_path), str(ROOT / "tests")])  # what conftest needs
    env = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    where = [sys.executable, "-c", "import nnlib; print(nnlib.__file__)"]
    loaded = subprocess.run(
        where, cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert str(tmp_path) in loaded.stdout, "the copy is what was tested"
    return done


@pytest.mark.parametrize("name", MUTANTS)
def test_the_line_of_the_fault_is_still_there(name):
    file, source = with_fault(name)
    assert source != (ROOT / "nnlib" / file).read_text(encoding="utf-8")


@pytest.mark.thorough
def test_the_library_itself_passes(tmp_path):
    done = run_core_tests(tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.thorough
@pytest.mark.parametrize("name", MUTANTS)
def test_the_fault_is_noticed(name, tmp_path):
    done = run_core_tests(tmp_path, name)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "failed" in done.stdout
