"""Addresses of moving home in a case."""

from django.urls import path

from putright.web.moves import deciding, views

app_name = "moves"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/moves/", views.page, name="page"),
    path("<uuid:case_id>/moves/request/", views.ask, name="request"),
    path("<uuid:case_id>/moves/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:case_id>/moves/form/", views.form, name="form"),
    path("<uuid:case_id>/moves/discuss/", views.discuss, name="discuss"),
    path("<uuid:case_id>/moves/offer/", views.offer, name="offer"),
    path("<uuid:case_id>/moves/decide/", deciding.decide, name="decide"),
    path("<uuid:case_id>/moves/look-again/", deciding.look_again, name="look_again"),
    path("<uuid:case_id>/moves/review-asked/", views.review_asked, name="review_asked"),
    path("<uuid:case_id>/moves/withdrawn/", views.withdrawn, name="withdrawn"),
    path("<uuid:case_id>/moves/stay/", views.stay, name="stay"),
    path("<uuid:case_id>/moves/stay/look/", views.look_at_stay, name="look_at_stay"),
]
