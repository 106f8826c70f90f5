"""Envelopes, global grants, credit movements and the totals they add up to."""
