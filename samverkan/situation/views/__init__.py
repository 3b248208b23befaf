"""Views: parse, call one deed, answer."""
