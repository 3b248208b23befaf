"""What is carried out, what it led to, and what can honestly be said of it: plain calculation."""
