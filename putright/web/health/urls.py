"""Addresses of the health page."""

from django.urls import path

from putright.web.health import views

prefix = "health/"
app_name = "health"
urlpatterns = [
    path("", views.page, name="page"),
    path("jobs/<int:number>/again/", views.again, name="again"),
    path("jobs/<int:number>/stop/", views.stop, name="stop"),
    path("send-now/", views.send_now, name="send_now"),
]
