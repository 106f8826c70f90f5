"""Committees, meetings, decisions and their effects, minutes."""
