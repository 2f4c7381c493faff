"""Addresses of visits: those of today, and one at the door."""

from django.urls import path

from putright.web.visits import views

prefix = ""
app_name = "visits"
urlpatterns = [
    path("visits/", views.today, name="today"),
    path("cases/<uuid:case_id>/visit/", views.page, name="page"),
    path("cases/<uuid:case_id>/visit/arrange/", views.arrange, name="arrange"),
    path("cases/<uuid:case_id>/visit/arrived/", views.arrived, name="arrived"),
    path("cases/<uuid:case_id>/visit/no-answer/", views.no_answer, name="no_answer"),
    path("cases/<uuid:case_id>/visit/note/", views.note, name="note"),
    path("cases/<uuid:case_id>/visit/photo/", views.photo, name="photo"),
    path("cases/<uuid:case_id>/visit/left/", views.left, name="left"),
    path("cases/<uuid:case_id>/visit/safe/", views.safe, name="safe"),
]
