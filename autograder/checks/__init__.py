"""What each exercise must do and how it goes wrong, declared: one folder an assignment, one file an exercise."""
