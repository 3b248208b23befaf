"""Say in one line what `make test` skipped, and how to install it."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGES = {
    "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "chromium": any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
}

missing = [package for package, is_there in PACKAGES.items() if not is_there]
if missing:
    print(f"Skipped what needs {', '.join(missing)}. To run everything: sudo apt-get install {' '.join(missing)}")
else:
    print("Nothing was skipped.")
