"""Every address of the site."""

from django.urls import URLPattern, URLResolver

from lianxin.people.urls import urlpatterns as people

urlpatterns: list[URLPattern | URLResolver] = [*people]
