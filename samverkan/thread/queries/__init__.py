"""What the thread asks of the packages below: a fixed number of questions whatever the amount, on behalf of an actor."""
