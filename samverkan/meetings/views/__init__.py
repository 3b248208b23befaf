"""Meetings on the web: lists and booking, the agenda, the meeting under way."""
