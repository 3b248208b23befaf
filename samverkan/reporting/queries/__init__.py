"""Questions about reports, compilations and boards, asked on behalf of an actor."""
