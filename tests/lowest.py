"""Print the lowest version of each range, as constraints for pip.

    python tests/lowest.py > lowest.txt
    python -m pip install -c lowest.txt -r requirements.txt -e ".[class,test]"

The second line fails if a lowest version does not exist, or does not go with the
others. An installer that looks for the lowest that fit would pass it over in silence.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "pyproject.toml")
# At the start of a line: `"name>=1.2`. By pattern, since Python 3.10 reads no TOML.
RANGE = re.compile(r'^ *"?([A-Za-z][\w.-]*)>=([\d.]+),', re.MULTILINE)


def lowest():
    """Return the lowest version that is allowed of each package, by name."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in FILES]
    return dict(found for text in texts for found in RANGE.findall(text))


if __name__ == "__main__":
    print("\n".join(f"{name}=={version}" for name, version in lowest().items()))
