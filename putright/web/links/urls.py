"""Addresses of related cases."""

from django.urls import path

from putright.web.links import views

prefix = "cases/"
app_name = "links"
urlpatterns = [
    path("<uuid:case_id>/related/", views.page, name="page"),
    path("<uuid:case_id>/related/decide/", views.decide, name="decide"),
    path("<uuid:case_id>/related/part/", views.part, name="part"),
]
