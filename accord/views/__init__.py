"""Pages of the ground: home, search, acts, the agreement, sign-in, errors."""
