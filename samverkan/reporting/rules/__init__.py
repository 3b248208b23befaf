"""What is true of reports and compilations: plain functions over plain values."""
