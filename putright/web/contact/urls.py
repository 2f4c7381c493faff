"""Addresses of logging a contact in a case."""

from django.urls import path

from putright.web.contact import views

prefix = "contact/"
app_name = "contact"
urlpatterns = [
    path("<uuid:case_id>/log", views.log, name="log"),
    path("<uuid:case_id>/log/person", views.person, name="person"),
    path("<uuid:case_id>/saved/<int:number>", views.saved, name="saved"),
    path("<uuid:case_id>/promise", views.promise, name="promise"),
]
