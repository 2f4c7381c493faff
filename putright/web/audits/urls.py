"""Addresses of the audit of a case."""

from django.urls import path

from putright.web.audits import views

prefix = "cases/<uuid:case_id>/audit/"
app_name = "audits"
urlpatterns = [
    path("", views.page, name="page"),
    path("saved.<str:kind>", views.save, name="save"),
    path("gaps/", views.gaps, name="gaps"),
    path("apology/", views.apology, name="apology"),
]
