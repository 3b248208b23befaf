"""Planning the meetings of a year: places and cadences, plans made and compared, proposals, invitations."""
