"""An account for someone whom no ACO invites, but who comes to Connect to an Organization (B5, D7).

The address is proven as an invitation proves it: a link and a code by e-mail (decision 0040).
"""
