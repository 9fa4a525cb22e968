"""The QPP sandbox: a small website that signs people in with ACO-MS, as QPP's own would.

A program of its own, beside the site (local mode and tests only). It knows of ACO-MS what the
discovery document says, and speaks OpenID Connect with Authlib. Nothing of this project is in it.

`python -m demo.qpp_sandbox SOCKET_NUMBER` serves on a socket that it was handed.
"""
