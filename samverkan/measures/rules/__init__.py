"""What is true of plans, measures and halves: plain functions over plain values."""
