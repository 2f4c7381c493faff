"""Addresses of closing a case. Each is about one case: nothing here closes several."""

from django.urls import path

from putright.web.closing import after, review, views

app_name = "closing"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/closing/", views.page, name="page"),
    path("<uuid:case_id>/closing/hear/", views.hear, name="hear"),
    path("<uuid:case_id>/closing/write/", views.write, name="write"),
    path("<uuid:case_id>/closing/ask/", views.ask, name="ask"),
    path("<uuid:case_id>/closing/decide/", views.decide, name="decide"),
    path("<uuid:case_id>/closing/letter/", views.letter, name="letter"),
    path("<uuid:case_id>/closing/close/", views.close, name="close"),
    path("<uuid:case_id>/closing/take-back/", after.take_back, name="take_back"),
    path("<uuid:case_id>/closing/follow-up/", after.follow_up, name="follow_up"),
    path("<uuid:case_id>/closing/survey/", after.survey, name="survey"),
    path("<uuid:case_id>/case-review/", review.page, name="review"),
    path("<uuid:case_id>/case-review/tell/", review.tell, name="review_tell"),
    path("<uuid:case_id>/case-review/asked/", review.asked, name="review_asked"),
    path("<uuid:case_id>/case-review/answer/", review.answer_panel, name="review_answer"),
    path("<uuid:case_id>/case-review/decision/", review.decided, name="review_decided"),
]
