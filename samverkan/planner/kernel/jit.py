"""Compiling the inner functions with Numba, so that a year of meetings is searched in a minute (decision 13)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])


def _cache_folder() -> Path | None:
    """Return where compiled code may be kept between runs: a folder of one's own, named by the sources' hash.

    The hash covers every file of the kernel, because Numba looks only at the file that a function stands in.
    """
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    base = os.environ.get("SAMVERKAN_PLANNER_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(base).expanduser() / "samverkan-planner" / digest.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


FOLDER = _cache_folder()
if FOLDER is not None:
    setattr(numba.config, "CACHE_DIR", str(FOLDER))  # noqa: B010 - Numba's names are made while it runs


_njit: Any = numba.njit


def entry(function: F) -> F:
    """Compile what Python calls, at its first call; other threads run meanwhile (`nogil`)."""
    return _njit(cache=FOLDER is not None, nogil=True, error_model="numpy")(function)  # type: ignore[no-any-return]


def inner(function: F) -> F:
    """Compile what only other compiled functions call: without the wrapper for Python, which costs time to make."""
    quick = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return _njit(nogil=True, error_model="numpy", **quick)(function)  # type: ignore[no-any-return]
