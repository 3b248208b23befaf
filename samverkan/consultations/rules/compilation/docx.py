"""A document as DOCX: editable, with real heading styles, a contents field and page numbers.

The parts of the file are written directly, for a long report in a second or two and for the same bytes every time:
every part has one fixed time, and nothing depends on the machine. Pages in the contents and in references are
fields that the word processor fills in when the file is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape

from samverkan.consultations.rules.compilation.blocks import Contents, Document, Heading, Listing, Paragraph, Tone

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TIME = (1980, 1, 1, 0, 0, 0)
_STYLES = {Tone.BODY: "", Tone.LEAD: "", Tone.NOTE: "Note", Tone.INSET: "Inset"}
_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")
"""Signs that XML cannot hold."""
_ADDRESS = re.compile(r"(https?://[^\s<>()\"]*[^\s<>().,;:\"])")
_SIGNS, _FIRST_NUMBERED = 1, 2


def as_docx(document: Document) -> bytes:
    """Return the document as a DOCX file."""
    numbered = sum(isinstance(block, Listing) and block.is_numbered for block in document.blocks)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATION}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(document),
        "word/_rels/document.xml.rels": _relations(
            (f"{_RELATION}/styles", "styles.xml"),
            (f"{_RELATION}/numbering", "numbering.xml"),
            (f"{_RELATION}/settings", "settings.xml"),
            (f"{_RELATION}/footer", "footer1.xml"),
        ),
        "word/styles.xml": _styles(document.language),
        "word/numbering.xml": _numbering(numbered),
        "word/settings.xml": f'{_HEAD}<w:settings {_W}><w:updateFields w:val="true"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/footer1.xml": f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"{_field('PAGE', '1')}</w:p></w:ftr>",
        "word/document.xml": _body(document),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in parts.items():
            place = zipfile.ZipInfo(name, _TIME)
            place.compress_type = zipfile.ZIP_DEFLATED
            place.create_system = 0
            archive.writestr(place, text)
    return file.getvalue()


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text), quote=True)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_text(text)}</w:t></w:r>'


def _linked(text: str) -> str:
    """Return the text with its web addresses as links."""
    if "://" not in text:
        return _run(text)
    pieces = _ADDRESS.split(text)
    return "".join(
        _field(f'HYPERLINK "{_text(piece)}"', piece) if place % 2 else _run(piece)
        for place, piece in enumerate(pieces)
        if piece
    )


def _field(code: str, shown: str) -> str:
    """Return a field that the word processor fills in, with what is shown until then."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _marks(document: Document) -> dict[str, int]:
    """Return a number for each heading's bookmark, by its key."""
    keys = (block.key for block in document.blocks if isinstance(block, Heading))
    return {key: number for number, key in enumerate(keys, start=1)}


def _body(document: Document) -> str:
    marks = _marks(document)
    blocks = "".join(_drawn(document, marks))
    return (
        f"{_HEAD}<w:document {_W} {_R}><w:body>{blocks}<w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1474" w:right="1814" w:bottom="1588" w:left="1814" w:header="709" w:footer="709" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _drawn(document: Document, marks: dict[str, int]) -> Iterator[str]:
    number = _FIRST_NUMBERED
    for block in document.blocks:
        if isinstance(block, Heading):
            mark = marks[block.key]
            yield (
                f'<w:p><w:pPr><w:pStyle w:val="Heading{block.level}"/></w:pPr>'
                f'<w:bookmarkStart w:id="{mark}" w:name="_h{mark}"/>{_run(block.text)}<w:bookmarkEnd w:id="{mark}"/>'
                f"{_entry(block.text) if block.is_listed else ''}</w:p>"
            )
        elif isinstance(block, Contents):
            yield from _contents(document, marks)
        elif isinstance(block, Listing):
            style = "InsetList" if block.tone is Tone.INSET else "ListParagraph"
            list_id = number if block.is_numbered else _SIGNS
            number += block.is_numbered
            head = f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/>'
            tail = '</w:numPr><w:ind w:left="908" w:hanging="340"/>' if block.tone is Tone.INSET else "</w:numPr>"
            yield from (f"{head}{tail}</w:pPr>{_linked(item)}</w:p>" for item in block.items)
        else:
            yield _paragraph(block, marks)


def _paragraph(block: Paragraph, marks: dict[str, int]) -> str:
    style = _STYLES[block.tone]
    lead = "<w:keepNext/>" if block.tone is Tone.LEAD else ""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{properties}{lead}</w:pPr>" if properties or lead else ""
    if not block.to:
        return f"<w:p>{properties}{_linked(block.text)}</w:p>"
    mark = f"_h{marks[block.to]}"
    said, stop = block.parted
    return (
        f'<w:p>{properties}<w:hyperlink w:anchor="{mark}" w:history="1">{_run(said)}</w:hyperlink>'
        f"{_run(' (sidan ')}{_field(f'PAGEREF {mark} {chr(92)}h', '–')}{_run(f'){stop}')}</w:p>"
    )


def _entry(text: str) -> str:
    """Return the hidden mark by which the contents field finds a listed heading."""
    said = _text(text.replace('"', "'"))
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TC "{said}" \\f c \\l 1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _contents(document: Document, marks: dict[str, int]) -> Iterator[str]:
    """Draw the contents list as a field over the listed headings, filled with names that lead to them."""
    entries = list(document.listed)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\h '
        '\\z \\f c </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for place, heading in enumerate(entries):
        mark = f"_h{marks[heading.key]}"
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{begin if place == 0 else ""}'
            f'<w:hyperlink w:anchor="{mark}" w:history="1">{_run(heading.text)}<w:r><w:tab/></w:r>'
            f"{_field(f'PAGEREF {mark} {chr(92)}h', '–')}</w:hyperlink>{end if place == len(entries) - 1 else ''}</w:p>"
        )


def _content_types() -> str:
    parts = (
        ("word/document.xml", f"{_WORD}.document.main+xml"),
        ("word/styles.xml", f"{_WORD}.styles+xml"),
        ("word/numbering.xml", f"{_WORD}.numbering+xml"),
        ("word/settings.xml", f"{_WORD}.settings+xml"),
        ("word/footer1.xml", f"{_WORD}.footer+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    over = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{over}</Types>'
    )


def _relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(pairs, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(document: Document) -> str:
    day = f"{document.day.isoformat()}T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(document.title)}</dc:title><dc:subject>{_text(document.subject)}</dc:subject>"
        f"<dc:language>{document.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _numbering(numbered: int) -> str:
    def level(kind: str, sign: str) -> str:
        return (
            f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="454" w:hanging="340"/></w:pPr></w:lvl>'
        )

    # Each numbered list begins at 1 again: an instance of its own, with its own start.
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(_FIRST_NUMBERED, _FIRST_NUMBERED + numbered)
    )
    return (
        f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level("bullet", "–")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level("decimal", "%1.")}</w:abstractNum>'
        f'<w:num w:numId="{_SIGNS}"><w:abstractNumId w:val="0"/></w:num>{instances}</w:numbering>'
    )


_SIZES = {1: 42, 2: 31, 3: 26, 4: 23, 5: 23, 6: 23}
"""Half points, by the level of a heading."""


def _styles(language: str) -> str:
    def style(name: str, title: str, paragraph: str = "", run: str = "", *, default: bool = False) -> str:
        base = "" if default else '<w:basedOn w:val="Normal"/>'
        following = '<w:next w:val="Normal"/>' if name.startswith("Heading") else ""
        return (
            f'<w:style w:type="paragraph" {"w:default=" + chr(34) + "1" + chr(34) if default else ""} '
            f'w:styleId="{name}"><w:name w:val="{title}"/>{base}{following}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    headings = "".join(
        style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{480 if level == 2 else 320}" w:after="140"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            f'{"<w:b/>" if level < 5 else "<w:i/>"}<w:sz w:val="{size}"/>',
        )
        for level, size in _SIZES.items()
    )
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria" w:eastAsia="Cambria"/><w:sz w:val="23"/>'
        f'<w:lang w:val="{language}-SE"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + style("Normal", "Normal", default=True)
        + headings
        + style("ListParagraph", "List Paragraph", '<w:spacing w:after="80"/>')
        + style("Inset", "Inset", '<w:ind w:left="454"/>', '<w:sz w:val="21"/>')
        + style("InsetList", "Inset List", '<w:spacing w:after="80"/>', '<w:sz w:val="21"/>')
        + style("Note", "Note", "", '<w:sz w:val="20"/>')
        + style("Footer", "footer", '<w:jc w:val="center"/>', '<w:sz w:val="19"/>')
        + style(
            "TOC1",
            "toc 1",
            '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8278"/></w:tabs><w:spacing w:after="60"/>',
        )
        + "</w:styles>"
    )
