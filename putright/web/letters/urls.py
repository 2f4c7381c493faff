"""Addresses of the letters of a case."""

from django.urls import path

from putright.web.letters import going, reading, translating, views

prefix = "cases/"
app_name = "letters"
ONE = "<uuid:case_id>/letters/<uuid:letter_id>/"
urlpatterns = [
    path("<uuid:case_id>/letters/", views.page, name="page"),
    path("<uuid:case_id>/letters/begin", views.begin, name="begin"),
    path("<uuid:case_id>/letters/returned/<int:number>", going.returned, name="returned"),
    path("<uuid:case_id>/letters/take-back/<int:number>", going.take_back, name="take_back"),
    path(ONE, views.write, name="write"),
    path(ONE + "checks", views.checks, name="checks"),
    path(ONE + "ask", reading.ask, name="ask"),
    path(ONE + "agree", reading.agree, name="agree"),
    path(ONE + "back", reading.back, name="back"),
    path(ONE + "send", going.send, name="send"),
    path(ONE + "print", going.printed, name="print"),
    path(ONE + "word", going.word, name="word"),
    path(ONE + "drop", views.drop, name="drop"),
    path(ONE + "language", translating.translate, name="translate"),
    path(ONE + "language/leave-out", translating.leave_out, name="leave_out"),
]
