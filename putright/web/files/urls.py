"""Addresses of kept files."""

from django.urls import path

from putright.web.files import views

app_name = "files"
prefix = "files/"

urlpatterns = [
    path("<uuid:file_id>/", views.get, name="get"),
    path("bytes/<str:token>/", views.read, name="read"),
]
