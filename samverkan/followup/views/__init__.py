"""Pages and deeds of follow-up."""
