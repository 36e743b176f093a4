"""Korean in other styles, by rule: endings, and what has a form of its own."""
