"""Addresses of asking whether something is a complaint, and of requests for service."""

from django.urls import path

from putright.web.recognising import service, views

app_name = "recognising"
prefix = ""
CASE = "cases/<uuid:case_id>/recognising/"
SERVICE = "cases/<uuid:case_id>/requests/"

urlpatterns = [
    path(CASE, views.page, name="page"),
    path(f"{CASE}<int:number>/", views.ask, name="ask"),
    path(f"{CASE}<int:number>/not-now/", views.not_now, name="not_now"),
    path(f"{CASE}<int:number>/no/", views.no, name="no"),
    path(f"{CASE}<int:number>/not-asked/", views.not_asked, name="not_asked"),
    path(f"{SERVICE}new/", service.new, name="new"),
    path(f"{SERVICE}<int:number>/done/", service.done, name="done"),
    path(f"{SERVICE}<int:number>/review/", service.review, name="review"),
    path("requests/", service.requests, name="requests"),
]
