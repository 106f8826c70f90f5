"""Rows of every body, each with a word of its own, looked for wherever the site shows anything."""
