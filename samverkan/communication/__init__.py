"""The duty to inform."""
