"""Addresses of handovers."""

from django.urls import path

from putright.web.handover import views

prefix = "handover/"
app_name = "handover"
urlpatterns = [
    path("", views.waiting, name="list"),
    path("leaver/<uuid:user_id>/", views.leaver, name="leaver"),
    path("<uuid:case_id>/", views.page, name="page"),
    path("<uuid:case_id>/accept/", views.accept, name="accept"),
    path("<uuid:case_id>/ask/", views.ask, name="ask"),
]
