"""Addresses of triage."""

from django.urls import path

from putright.web.triage import acts, entry, views

app_name = "triage"
prefix = "triage/"
ITEM = "<uuid:item_id>/"

urlpatterns = [
    path("", views.queue, name="list"),
    path("call/", entry.call, name="call"),
    path("letter/", entry.letter, name="letter"),
    path(ITEM, views.page, name="page"),
    path(f"{ITEM}raw/", views.raw, name="raw"),
    path(f"{ITEM}files/<uuid:file_id>/", views.file, name="file"),
    path(f"{ITEM}claim/", acts.claim, name="claim"),
    path(f"{ITEM}pass/", acts.pass_on, name="pass"),
    path(f"{ITEM}park/", acts.park, name="park"),
    path(f"{ITEM}unpark/", acts.unpark, name="unpark"),
    path(f"{ITEM}end/", acts.end, name="end"),
    path(f"{ITEM}undo/", acts.undo, name="undo"),
    path(f"{ITEM}receipt/", acts.receipt, name="receipt"),
    path(f"{ITEM}place/<uuid:case_id>/", acts.place, name="place"),
    path(f"{ITEM}report/", acts.report, name="report"),
    path(f"{ITEM}complaint/", acts.complaint, name="complaint"),
]
