"""Addresses of the set-up: one for each step."""

from django.urls import path

from putright.web.setup import areas, views

prefix = "set-up/"
app_name = "setup"
urlpatterns = [
    path("", views.steps, name="list"),
    path("landlord", views.landlord, name="landlord"),
    path("bank-holidays", views.calendar, name="calendar"),
    path("policy", views.policy, name="policy"),
    path("policy/reading", views.reading, name="reading"),
    path("teams", areas.teams, name="teams"),
    path("teams/<uuid:team_id>", areas.team, name="team"),
    path("patches/<uuid:patch_id>", areas.patch, name="patch"),
    path("patches/<uuid:patch_id>/drop", areas.drop, name="drop"),
    path("people", views.people, name="people"),
    path("cover", areas.cover, name="cover"),
    path("cover/<uuid:patch_id>", areas.cover_one, name="cover_one"),
    path("test-drive", views.drive, name="drive"),
    path("finish", views.finish, name="finish"),
]
