"""Questions, asked on behalf of an actor."""
