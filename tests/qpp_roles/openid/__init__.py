"""ACO-MS as OpenID Connect provider, as a website meets it."""
