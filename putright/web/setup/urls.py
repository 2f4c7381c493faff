"""Addresses of the set-up: one for each step."""

from django.urls import path

from putright.web.setup import areas, mailboxes, views

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
    path("mailboxes", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/add", mailboxes.add, name="mailbox_add"),
    path("mailboxes/none", mailboxes.none, name="mailbox_none"),
    path("mailboxes/<uuid:mailbox_id>", mailboxes.mailbox, name="mailbox"),
    path("mailboxes/<uuid:mailbox_id>/change", mailboxes.change, name="mailbox_change"),
    path("mailboxes/<uuid:mailbox_id>/try", mailboxes.try_out, name="mailbox_try"),
    path("mailboxes/<uuid:mailbox_id>/look", mailboxes.look, name="mailbox_look"),
    path("mailboxes/<uuid:mailbox_id>/switch", mailboxes.switch, name="mailbox_switch"),
    path("test-drive", views.drive, name="drive"),
    path("finish", views.finish, name="finish"),
]
