"""Addresses of the updates of a case."""

from django.urls import path

from putright.web.updates import views

prefix = "cases/"
app_name = "updates"
urlpatterns = [
    path("<uuid:case_id>/updates/", views.page, name="page"),
    path("<uuid:case_id>/updates/agree", views.agree, name="agree"),
    path("<uuid:case_id>/updates/nothing-new", views.nothing_new, name="nothing_new"),
    path("<uuid:case_id>/updates/skip", views.skip, name="skip"),
]
