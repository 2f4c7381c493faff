"""Addresses of the list of cases that are with the Ombudsman."""

from django.urls import path

from putright.web.ombudsman_cases import views

prefix = "ombudsman/"
app_name = "ombudsman_cases"
urlpatterns = [path("", views.page, name="page")]
