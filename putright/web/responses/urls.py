"""Addresses of the answer to a complaint."""

from django.urls import path

from putright.web.responses import views

prefix = "cases/"
app_name = "responses"
urlpatterns = [
    path("<uuid:case_id>/complaints/<str:complaint>/answer", views.page, name="page"),
]
