"""Students whose accounts change: renamed, doubled, or gone."""
