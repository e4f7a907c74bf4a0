"""The course in Chinese: catalogues made from the English text, held in step with it, and put into the pages."""
