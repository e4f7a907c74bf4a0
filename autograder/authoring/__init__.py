"""For the course's authors: release the exercises, prove the checks, make a sample class."""
