"""The room of marks: an editor for pins and drawings on outline and photos, and the view that shows them."""
