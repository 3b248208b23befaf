"""The compilation of a round: one document of blocks, and its drawings as text, DOCX and PDF.

`compose` decides order and words once; `text`, `docx` and `pdf` only draw. The same report gives the same bytes.
"""
