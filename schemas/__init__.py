"""The nouns of duban: frozen models that neither extract, load nor print."""
