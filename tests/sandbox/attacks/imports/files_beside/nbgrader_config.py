"""A configuration of its own, with all points for everybody."""

raise SystemExit("the submission's configuration was read")
