"""Addresses of one's own work; the first of them is the front page."""

from django.urls import path

from putright.web.work import views

prefix = ""
app_name = "work"
urlpatterns = [
    path("", views.mine, name="list"),
    path("work/hand-on/", views.hand_on, name="hand_on"),
]
