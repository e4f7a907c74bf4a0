"""Not the autograder."""

raise SystemExit(0)
