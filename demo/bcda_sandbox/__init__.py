"""The BCDA sandbox: a small API that takes ACO-MS's access tokens, as CMS's Beneficiary Claims Data
API would, and says what it would let a program do. It has no data.

A program of its own, beside the site (local mode and tests only). It asks ACO-MS of each token
(RFC 7662). Nothing of this project is in it.

`python -m demo.bcda_sandbox SOCKET_NUMBER` serves on a socket that it was handed.
"""
