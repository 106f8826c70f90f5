"""Acts: what gives a row its authority, with their documents and votes."""
