"""Addresses of a case."""

from django.urls import path

from putright.web.cases import circles, entries, views, writing

app_name = "cases"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/", views.page, name="page"),
    path("<uuid:case_id>/timeline/", views.timeline, name="timeline"),
    path("<uuid:case_id>/promises/", views.promises, name="promises"),
    path("<uuid:case_id>/people/", views.people, name="people"),
    path("<uuid:case_id>/readings/", views.readings, name="readings"),
    path("<uuid:case_id>/picture/", views.picture, name="picture"),
    path("<uuid:case_id>/entries/<int:number>/", entries.entry, name="entry"),
    path("<uuid:case_id>/entries/<int:number>/proof/", entries.proof, name="proof"),
    path("<uuid:case_id>/entries/<int:number>/correct/", entries.correct, name="correct"),
    path("<uuid:case_id>/entries/<int:number>/dispute/", entries.dispute, name="dispute"),
    path("<uuid:case_id>/excuse/", writing.excuse, name="excuse"),
    path("<uuid:case_id>/note/", writing.note, name="note"),
    path("<uuid:case_id>/evidence/", writing.evidence, name="evidence"),
    path("<uuid:case_id>/incident/", writing.incident, name="incident"),
    path("<uuid:case_id>/restrict/", circles.restrict, name="restrict"),
    path("<uuid:case_id>/break-glass/", circles.break_glass, name="break_glass"),
]
