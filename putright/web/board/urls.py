"""Addresses of the board."""

from django.urls import path

from putright.web.board import contacts, rota, spreading, views

prefix = "board/"
app_name = "board"
urlpatterns = [
    path("", views.page, name="page"),
    path("away/", views.away, name="away"),
    path("away/me/", views.away_me, name="away_me"),
    path("leaving/<uuid:user_id>/", views.leaving, name="leaving"),
    path("back/<uuid:user_id>/", views.back, name="back"),
    path("patch/<uuid:patch_id>/", views.patch, name="patch"),
    path("spread/<uuid:user_id>/", spreading.spread, name="spread"),
    path("assign/<uuid:case_id>/", spreading.assign, name="assign"),
    path("out-of-hours/", rota.page, name="rota"),
    path("out-of-hours/<int:number>/drop/", rota.drop, name="rota_drop"),
    path("contacts/", contacts.tell, name="contacts"),
    path("contacts/<uuid:case_id>/", contacts.begin, name="contact_letter"),
]
