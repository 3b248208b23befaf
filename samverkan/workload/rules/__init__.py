"""What is true of time, collisions and needs, in plain Python."""
