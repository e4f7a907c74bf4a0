"""Who judges: processes of this machine or a cluster's workers, each in a sandbox; what becomes of one that falls."""
