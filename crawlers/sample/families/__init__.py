"""How each CMS family addresses its pages and answers for its lists; one module a family."""
