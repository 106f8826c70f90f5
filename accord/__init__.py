"""The site and the framework agreement: the ground on which the other applications stand."""
