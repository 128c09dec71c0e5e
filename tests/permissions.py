"""What a person without rights meets: root is stopped by no permission."""

import contextlib
import os


@contextlib.contextmanager
def as_nobody():
    """Not as root, for as long as this lasts; anybody else stays who they are."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
