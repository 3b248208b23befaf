"""What the thread asks of the packages below: a fixed number of questions, on behalf of an actor."""
