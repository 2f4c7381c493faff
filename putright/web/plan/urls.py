"""Addresses of the action plan of a case."""

from django.urls import path

from putright.web.plan import agreeing, reviewing, views

prefix = "cases/"
app_name = "plan"
urlpatterns = [
    path("<uuid:case_id>/plan/", views.page, name="page"),
    path("<uuid:case_id>/plan/write", views.write, name="write"),
    path("<uuid:case_id>/plan/agree", agreeing.agree, name="agree"),
    path("<uuid:case_id>/plan/send", agreeing.send, name="send"),
    path("<uuid:case_id>/plan/not-wanted", agreeing.not_wanted, name="not_wanted"),
    path("<uuid:case_id>/plan/done", reviewing.done, name="done"),
    path("<uuid:case_id>/plan/review", reviewing.review, name="review"),
]
