"""What the mirror's templates are given."""
