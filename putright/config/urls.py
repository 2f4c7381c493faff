"""Addresses: each staff area's own, and those of the public forms, gathered here."""

from importlib import import_module

from django.urls import include, path

from putright.config.areas import area_names
from putright.portal import urls as portal

urlpatterns = [
    path("account/", include("putright.config.accounts_urls")),
    path(portal.prefix, include(portal)),
]
for _name in area_names():
    _urls = import_module(f"putright.web.{_name}.urls")
    urlpatterns.append(path(_urls.prefix, include(_urls)))

handler400 = "putright.config.problems.bad_request"
handler403 = "putright.config.problems.forbidden"
handler404 = "putright.config.problems.not_found"
handler500 = "putright.config.problems.fault"
