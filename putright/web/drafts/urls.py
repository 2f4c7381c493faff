"""Addresses of drafts: kept, forgotten, and staying signed in."""

from django.urls import path

from putright.web.drafts import views

prefix = "drafts/"
app_name = "drafts"
urlpatterns = [
    path("keep", views.keep, name="keep"),
    path("forget", views.forget, name="forget"),
    path("stay", views.stay, name="stay"),
]
