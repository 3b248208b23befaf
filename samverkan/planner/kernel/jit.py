"""Compiling the inner functions with Numba, so that a year of meetings is searched in a minute (decision 13)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
import numba.extending

F = TypeVar("F", bound=Callable[..., Any])
A = TypeVar("A")
types: Any = numba.types  # its classes have no annotations


def _cache_folder() -> Path | None:
    """Return where compiled code may be kept between runs: a folder of one's own, named by the sources' hash.

    The hash covers every file of the kernel, the layout and the tour, because Numba looks only at the file that a
    function stands in.
    """
    digest = hashlib.sha256(numba.__version__.encode())
    kernel = Path(__file__).parent
    for source in [*sorted(kernel.rglob("*.py")), kernel.parent / "layout.py", kernel.parent / "tour.py"]:
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


TYPES: dict[str, Any] = {
    "Ints": types.CPointer(types.int32),
    "Bytes": types.CPointer(types.uint8),
    "Dice": types.CPointer(types.int64),
    "Floats": types.CPointer(types.float64),
    "int": types.int64,
    "bool": types.boolean,
    "float": types.float64,
    "None": types.void,
    "tuple[int, int]": types.UniTuple(types.int64, 2),
    "tuple[int, int, int]": types.UniTuple(types.int64, 3),
    "tuple[bool, int, int, int]": types.Tuple((types.boolean, types.int64, types.int64, types.int64)),
}
"""What the annotations mean to Numba. One signature for each function: otherwise every constant argument makes one.

Memory is a bare pointer: an array's index would be asked each time whether it counts from the end, a quarter slower.
"""
ARRAYS: dict[str, Any] = {
    "Ints": types.int32[::1],
    "Bytes": types.uint8[:, :, ::1],
    "Dice": types.int64[::1],
    "Floats": types.float64[::1],
}
"""What the same annotations mean in a function that Python calls."""


def jit(function: F) -> F:
    """Compile the function as it is annotated, once; other threads run while it does (`nogil`)."""
    return _compiled(function, TYPES)


def door(function: F) -> F:
    """Compile a function that Python calls with arrays; it hands their `pointer` on."""
    return _compiled(function, TYPES | ARRAYS)


def _compiled(function: F, kinds: dict[str, Any]) -> F:
    *arguments, result = (kinds[kind] for kind in function.__annotations__.values())
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "cache": FOLDER is not None}
    compiled: F = numba.njit(result(*arguments), **options)(function)
    return compiled


def _pointer(typing: Any, array: Any) -> Any:
    """Return where the array's first value lies."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    return types.CPointer(array.dtype)(array), generate


extending: Any = numba.extending
pointer: Callable[[A], A] = extending.intrinsic(_pointer)
