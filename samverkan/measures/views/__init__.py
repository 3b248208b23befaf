"""Views: a request becomes a question or a deed, and its page."""
