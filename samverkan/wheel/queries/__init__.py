"""What the year wheel asks of the packages below: a fixed number of questions, whatever the answers."""
