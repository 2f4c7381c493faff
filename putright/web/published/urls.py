"""Addresses of published findings; what is searched for is posted and never stands in one."""

from django.urls import path

from putright.web.published import views

prefix = "published/"
app_name = "published"
urlpatterns = [path("", views.page, name="page"), path("alike/", views.alike, name="alike")]
