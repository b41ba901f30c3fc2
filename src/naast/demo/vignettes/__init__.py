"""The vignettes, a file each. `load(house)` tells one through the actions; the lines of the source stand
above it."""
