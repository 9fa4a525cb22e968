"""Whether the tests of the pure rules notice when a rule is changed: `python -m tests.mutation`.

A mutant is the product with one comparison, number or boolean operator changed. It is killed if a
test that needs no PostgreSQL fails, or does not end. What survives stands in `survivors.txt`.
"""
