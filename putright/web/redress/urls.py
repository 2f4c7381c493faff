"""Addresses of the money of a case."""

from django.urls import path

from putright.web.redress import putting, views

app_name = "redress"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/money/", views.page, name="page"),
    path("<uuid:case_id>/money/impact/", views.assess, name="assess"),
    path("<uuid:case_id>/money/offer/", views.offer, name="offer"),
    path("<uuid:case_id>/money/<int:number>/decide/", views.decide, name="decide"),
    path("<uuid:case_id>/money/<int:number>/put/", putting.put, name="put"),
    path("<uuid:case_id>/money/answer/", putting.hear, name="answer"),
    path("<uuid:case_id>/money/pay/", putting.pay, name="pay"),
]
