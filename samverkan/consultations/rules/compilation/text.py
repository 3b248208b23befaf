"""A document as plain text: paragraphs parted by an empty line, as a person would send it in a letter."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.consultations.rules.compilation.blocks import Contents, Document, Listing


def as_text(document: Document) -> str:
    """Return the document's words in order. There are no pages, so the contents list has none."""
    return "\n\n".join(_pieces(document)) + "\n"


def _pieces(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Listing):
            yield "\n".join(
                f"{place}. {item}" if block.is_numbered else f"- {item}"
                for place, item in enumerate(block.items, start=1)
            )
        elif isinstance(block, Contents):
            yield "\n".join(heading.text for heading in document.listed)
        else:
            yield block.text
