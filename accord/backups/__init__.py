"""Backups: database, documents and the secret key in one file, and the way back.

The file says what it holds: a digest for each table and each document, which a restored copy is
compared with.
"""
