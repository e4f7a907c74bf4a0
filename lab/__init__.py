"""What chapters and notebooks share: loss surfaces, data, a loop, one style of figures."""
