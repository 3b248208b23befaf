"""People who log in. What they may do follows from posts and seats, kept higher up."""
