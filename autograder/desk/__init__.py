"""From the gradebook to people: feedback pages, the overview, the CSV files."""
