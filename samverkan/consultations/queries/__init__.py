"""Questions about consultations, asked on behalf of an actor."""
