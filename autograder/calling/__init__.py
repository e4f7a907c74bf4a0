"""What crosses between the course and a student's module: a call, the values in it, and the answer."""
