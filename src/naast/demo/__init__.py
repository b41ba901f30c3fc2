"""The demo: two municipalities and the vignettes of the source documents, entered through the actions
people use.

What a source gives no amount for is a memo line; what the main job cannot do without is labelled "fictief".
"""
