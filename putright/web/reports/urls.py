"""Addresses of taking a report; the parts that htmx swaps have their own."""

from django.urls import path

from putright.web.reports import views

prefix = "reports/"
app_name = "reports"
urlpatterns = [
    path("new", views.new, name="new"),
    path("new/who", views.who, name="who"),
    path("new/where", views.where, name="where"),
    path("new/against", views.against, name="against"),
    path("new/beside", views.beside, name="beside"),
    path("<uuid:case_id>/done", views.done, name="done"),
]
