"""Reading and writing tables of any origin. Knows no domain."""
