"""Organisations, accounts, memberships: who acts for whom."""
