"""Addresses of the works and costs of a case."""

from django.urls import path

from putright.web.works import costs, views

app_name = "works"
prefix = "cases/"

urlpatterns = [
    path("<uuid:case_id>/works/", views.page, name="page"),
    path("<uuid:case_id>/works/ask/", views.ask, name="ask"),
    path("<uuid:case_id>/works/order/", views.order, name="order"),
    path("<uuid:case_id>/works/cost/", costs.claim, name="cost"),
    path("<uuid:case_id>/works/<int:number>/order/", views.order_asked, name="order_asked"),
    path("<uuid:case_id>/works/<int:number>/done/", views.done, name="done"),
    path("<uuid:case_id>/works/<int:number>/no-access/", views.no_access, name="no_access"),
    path("<uuid:case_id>/works/<int:number>/account/", views.account, name="account"),
    path("<uuid:case_id>/works/<int:number>/answer/", costs.answer_cost, name="answer_cost"),
]
