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


TYPES = {
    "Ints": "int64[::1]",
    "Bytes": "uint8[:, :, ::1]",
    "int": "int64",
    "bool": "boolean",
    "float": "float64",
    "None": "void",
    "tuple[int, int]": "UniTuple(int64, 2)",
    "tuple[int, int, int]": "UniTuple(int64, 3)",
    "tuple[bool, int, int, int]": "Tuple((boolean, int64, int64, int64))",
}
"""What the annotations mean to Numba. One signature for each function: otherwise every constant argument makes one."""


def jit(function: F) -> F:
    """Compile the function as it is annotated, once; other threads run while it does (`nogil`)."""
    kinds = [TYPES[kind] for kind in function.__annotations__.values()]
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "cache": FOLDER is not None}
    compiler: Any = numba.njit(f"{kinds[-1]}({', '.join(kinds[:-1])})", **options)
    compiled: F = compiler(function)
    return compiled
