"""Services of the package, one file per noun."""
