"""Addresses of the risk of a case."""

from django.urls import path

from putright.web.risk import levels, questions, safeguarding, views

app_name = "risk"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/risk/", views.page, name="page"),
    path("<uuid:case_id>/risk/questions/", questions.assess, name="assess"),
    path("<uuid:case_id>/risk/questions/aloud/", questions.aloud, name="aloud"),
    path("<uuid:case_id>/risk/later/", questions.put_off, name="put_off"),
    path("<uuid:case_id>/risk/level/", levels.level, name="level"),
    path("<uuid:case_id>/risk/agree/", levels.agree, name="agree"),
    path("<uuid:case_id>/risk/safeguarding/", safeguarding.consider, name="safeguarding"),
]
