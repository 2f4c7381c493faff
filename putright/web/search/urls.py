"""The one address of searching; what is typed is posted and never stands in it."""

from django.urls import path

from putright.web.search import views

prefix = "search/"
app_name = "search"
urlpatterns = [path("", views.find, name="find")]
