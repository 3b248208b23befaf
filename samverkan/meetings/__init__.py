"""Series, meetings, agendas, attendance and notes."""
