"""The year wheel (årshjul): a year of meetings and milestones, for a person, a group, a district and the city."""
