"""The trail: one entry a deed, chained by hashes, never changed."""
