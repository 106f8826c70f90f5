"""What every REST answer shares: problems, pagination, strict filters, permissions, renderers."""
