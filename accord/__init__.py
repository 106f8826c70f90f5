"""The ground, in rooms, and the site on the roof."""
