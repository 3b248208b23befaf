"""Several people who save at the same moment, each in a thread and a database connection of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from django.db import OperationalError, connection

from samverkan.ground.editions import SavedMeanwhile

SAVED = "saved"


def save_at_once(names: Iterable[str], write: Callable[[str], object]) -> dict[str, str]:
    """Let everybody write at once and return what each was told: `SAVED`, or that somebody saved meanwhile.

    SQLite lets one writer in at a time and says so; such a writer tries again, as a person would. The test wants
    real transactions (`django_db(transaction=True)`).
    """
    outcomes: dict[str, str] = {}
    writers = list(names)
    ready = threading.Barrier(len(writers))

    def save(name: str) -> None:
        ready.wait()
        try:
            for _attempt in range(200):
                try:
                    write(name)
                    outcomes[name] = SAVED
                except SavedMeanwhile as told:
                    outcomes[name] = str(told)
                except OperationalError:
                    connection.close()
                    time.sleep(0.02)
                    continue
                return
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(name,)) for name in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
