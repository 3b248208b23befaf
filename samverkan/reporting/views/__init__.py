"""Pages and deeds of the package."""
