"""When work is late, what that costs, and who was given more time."""
