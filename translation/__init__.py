"""The course in other languages: catalogues made from the English text, held in step with it, and put into the pages."""
