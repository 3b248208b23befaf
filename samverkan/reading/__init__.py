"""Reading documents into plain values, each with the sentence it came from. No Django, no tables."""
