"""What is true of a consultation: plain values, no Django."""
