"""The address of help."""

from django.urls import path

from putright.web.help import views

prefix = "help/"
app_name = "help"
urlpatterns = [path("", views.page, name="page")]
