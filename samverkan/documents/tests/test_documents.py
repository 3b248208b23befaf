"""Files are kept once, as they came."""

from __future__ import annotations

from pathlib import Path

import pytest

from samverkan.audit.models import Entry
from samverkan.documents.models import Document
from samverkan.documents.queries import document_bytes
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from tests.cast import Cast


def test_a_document_is_given_back_as_it_came_with_one_trace(cast: Cast) -> None:
    document = store_document(by=cast.amina, name="Avtal åäö.txt", media_type="text/plain", data="Å".encode("latin-1"))
    assert document_bytes(Document.objects.get(pk=document.pk)) == b"\xc5"
    assert (document.size, document.added_by_name) == (1, "Amina Lind")
    assert [entry.event for entry in Entry.objects.all()] == ["documents.stored"]


def test_the_same_content_lies_once_on_disk_whatever_its_name(cast: Cast, documents_folder: Path) -> None:
    for name in ("a.txt", "../../b.txt", "c" * 300):
        store_document(by=cast.amina, name=name, media_type="text/plain", data=b"same")
    files = [path for path in documents_folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert Document.objects.count() == 3
    assert {document_bytes(document) for document in Document.objects.all()} == {b"same"}


def test_a_file_that_has_gone_is_told_with_a_way_on(cast: Cast, documents_folder: Path) -> None:
    document = store_document(by=cast.amina, name="a.txt", media_type="text/plain", data=b"gone")
    next(path for path in documents_folder.rglob("*") if path.is_file()).unlink()
    with pytest.raises(Refused, match=r"a\.txt") as refused:
        document_bytes(document)
    assert refused.value.way_on
