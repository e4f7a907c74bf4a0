"""What plugs into other people's systems."""
