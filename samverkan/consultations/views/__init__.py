"""Pages and deeds of consultations."""
