"""Reading the past: an old report, official report or statement becomes a round that can be seen, not worked on.

Nothing is invented: what the document does not say is left empty, and what is missing or does not agree is kept as
the reader's findings. Beside each value stands its place in the source. What is stored are the document's own words,
in whatever language its reader has the pages.

`importing` reads a file and stores it whole or not at all; `case`, `bodies`, `statements` and `levels` each store
their part, and `places` where each value stands and what was found missing.
"""

from samverkan.consultations.services.past.importing import import_report, read_report

__all__ = ["import_report", "read_report"]
