"""Addresses of the public forms, below each landlord's own short name."""

from django.urls import path

from putright.portal import views

app_name = "portal"
prefix = "r/<str:slug>/"

urlpatterns = [
    path("", views.start, name="start"),
    path("report/", views.report, name="report"),
    path("complaint/", views.complaint, name="complaint"),
    path("receipt/", views.receipt, name="receipt"),
    path("leave/", views.leave, name="leave"),
]
