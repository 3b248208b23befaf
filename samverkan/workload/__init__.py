"""What meetings cost in time, who is booked twice, and whether groups have what they need."""
