"""The project's own benchmarks: each builds its data in a database of its own and prints figures and ratios."""
