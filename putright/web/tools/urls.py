"""Addresses of the other party and the toolkit of a case."""

from django.urls import path

from putright.web.tools import legal, letters, people, steps, views

app_name = "tools"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/tools/", views.page, name="page"),
    path("<uuid:case_id>/tools/weigh/", steps.weigh, name="weigh"),
    path("<uuid:case_id>/tools/talk/", steps.talk, name="talk"),
    path("<uuid:case_id>/tools/ask/", steps.ask, name="ask"),
    path("<uuid:case_id>/tools/use/", steps.use, name="use"),
    path("<uuid:case_id>/tools/order/", legal.order, name="order"),
    path("<uuid:case_id>/tools/hold/", legal.hold, name="hold"),
    path("<uuid:case_id>/tools/hold/<int:number>/", legal.end_hold, name="end_hold"),
    path("<uuid:case_id>/tools/legal/", legal.ask, name="ask_legal"),
    path("<uuid:case_id>/tools/legal/<int:number>/", legal.decide, name="decide_legal"),
    path("<uuid:case_id>/tools/review/<int:number>/", legal.review, name="review"),
    path("<uuid:case_id>/tools/letter/", letters.letter, name="letter"),
    path("<uuid:case_id>/tools/people/", people.add, name="add"),
    path("<uuid:case_id>/tools/counter/", people.counter, name="counter"),
]
