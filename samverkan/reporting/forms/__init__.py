"""Forms: they understand what a person typed, and decide nothing."""
