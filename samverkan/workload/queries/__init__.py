"""Questions about time in meetings, asked on behalf of an actor."""
