"""Addresses of the calendar feed."""

from django.urls import path

from putright.web.calendar import views

prefix = "calendar/"
app_name = "calendar"
urlpatterns = [
    path("", views.page, name="page"),
    path("make/", views.make, name="make"),
    path("end/", views.end, name="end"),
    path("<uuid:landlord_id>/<str:secret>.ics", views.read, name="read"),
]
