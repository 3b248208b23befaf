"""What Python calls: the compiled functions behind, with arrays where those have bare pointers.

Each file loads, and where nothing is kept compiles, only what it needs: a first plan needs but `laying`.
"""
