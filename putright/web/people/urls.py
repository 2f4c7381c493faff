"""Addresses of people; no name, number or search text is ever in one (security V14.1)."""

from django.urls import path

from putright.web.people import imports, interests, views

prefix = "people/"
app_name = "people"
urlpatterns = [
    path("", views.find, name="list"),
    path("import", imports.bring, name="import"),
    path("import/<str:kept>/<str:kind>/left-out.csv", imports.left_out, name="left_out"),
    path("interests", interests.tell, name="interests"),
    path("<uuid:person_id>", views.page, name="page"),
    path("<uuid:person_id>/contact", views.contact, name="contact"),
    path("<uuid:person_id>/details", views.details, name="details"),
    path("<uuid:person_id>/need", views.need, name="need"),
    path("<uuid:person_id>/need/<int:place>/end", views.need_end, name="need_end"),
    path("<uuid:person_id>/authority", views.authority, name="authority"),
    path("<uuid:person_id>/authority/<int:place>/end", views.authority_end, name="authority_end"),
    path("<uuid:person_id>/safe-address", views.safe_address, name="safe_address"),
    path("<uuid:person_id>/safe-address/end", views.safe_address_end, name="safe_address_end"),
    path("<uuid:person_id>/show", views.show, name="show"),
]
