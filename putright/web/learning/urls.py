"""Addresses of what was learned."""

from django.urls import path

from putright.web.learning import views

app_name = "learning"
prefix = "learning/"

urlpatterns = [
    path("", views.page, name="page"),
    path("raise/", views.raise_one, name="raise"),
    path("<uuid:lesson_id>/", views.one, name="one"),
    path("<uuid:lesson_id>/done/", views.done, name="done"),
    path("<uuid:lesson_id>/measure/", views.measure, name="measure"),
    path("<uuid:lesson_id>/give-up/", views.give_up, name="drop"),
]
