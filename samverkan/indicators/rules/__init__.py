"""What is true of figures and goals, in plain Python."""
