"""What every page, form and REST answer of every room stands on."""
