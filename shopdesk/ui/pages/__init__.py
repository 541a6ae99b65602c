"""One folder for each page of the window: a view, a presenter, its models. Pages do not import each other."""
