"""Addresses of accounts and of one's own settings."""

from django.urls import path

from putright.web.staff import own, views

prefix = "staff/"
app_name = "staff"
urlpatterns = [
    path("settings/", own.settings, name="settings"),
    path("settings/sessions/", own.end_sessions, name="end_sessions"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.make, name="make"),
    path("accounts/<uuid:user_id>/", views.account, name="account"),
    path("accounts/<uuid:user_id>/stop/", views.stop, name="stop"),
    path("accounts/<uuid:user_id>/open/", views.reopen, name="reopen"),
    path("accounts/<uuid:user_id>/roles/", views.give_role, name="give_role"),
    path("accounts/<uuid:user_id>/roles/end/", views.end_role, name="end_role"),
    path("accounts/<uuid:user_id>/link/", views.link, name="link"),
    path("accounts/<uuid:user_id>/unlock/", views.unlock, name="unlock"),
    path("accounts/<uuid:user_id>/factor/", views.factor_lost, name="factor_lost"),
    path("accounts/<uuid:user_id>/work-account/", views.work_account, name="work_account"),
    path("second-person/", views.second_person, name="second_person"),
    path("second-person/<uuid:user_id>/", views.decide, name="decide"),
]
