"""The red thread as one graph: from source to outcome, broken links lit, and the whole city at a glance."""
