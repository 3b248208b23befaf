"""Forms: what a person typed, understood."""
