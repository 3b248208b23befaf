"""Words, periods, pointers and refusals: plain values that every floor may use."""
