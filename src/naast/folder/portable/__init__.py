"""The folder as a file: what goes along, how it is signed, and how it is read in another municipality."""
