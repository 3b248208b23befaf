"""Whether measures were carried out, and apart from that whether they helped."""
