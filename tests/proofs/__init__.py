"""Proofs: what is too long for each commit. ``script/prove NAME`` runs one and keeps its counts."""
