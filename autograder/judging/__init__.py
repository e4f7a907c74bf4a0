"""What a function must do, and whether it does: declarations, comparison, laws, the judge and its report."""
