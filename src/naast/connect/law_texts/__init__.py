"""The official texts of the law: national (Basiswettenbestand, BWB) and local (CVDR).

`xml` reads a file safely, `bwb` and `cvdr` know the two registers, `articles` the text of an article,
`choosing` which text of a law counts on a day, `actions` brings it into the law library of weigh.
"""
