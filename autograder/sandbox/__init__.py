"""Student code in a process of its own, walled off by bubblewrap."""
