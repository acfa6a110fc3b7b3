"""The responsibility matrix (责任分工表): who does what with whom by when, as tables that an office hands round."""
