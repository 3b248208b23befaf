"""Every rule of the agreements and of the Act, judged for a day."""
