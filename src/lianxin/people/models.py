"""Accounts, persons, units, posts."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Account(AbstractBaseUser):
    """A login of one member of staff (账号)."""

    login = models.CharField(max_length=64, unique=True)
    last_login = None

    USERNAME_FIELD = "login"
