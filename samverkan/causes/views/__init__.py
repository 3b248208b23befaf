"""Pages: a request into a question or a deed, and its answer."""
