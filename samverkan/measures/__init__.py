"""Plans and measures with a municipal half and a police half."""
