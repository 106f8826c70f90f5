"""The framework agreement as it reads: parties, chapters, figures and checks."""
