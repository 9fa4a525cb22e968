"""The tests' way from passwords to hashes: the real one is slow, so that nobody guesses."""

from django.contrib.auth.hashers import MD5PasswordHasher

from accounts.hashers import Normalizing


class QuickHasher(Normalizing, MD5PasswordHasher):
    pass
