"""Live cause-analysis workshops on phones and a wall screen."""
