"""Addresses of the Ombudsman's side of a case."""

from django.urls import path

from putright.web.ombudsman import bundle_views, order_views, pack_views, told_views, views

prefix = "cases/<uuid:case_id>/ombudsman/"
app_name = "ombudsman"
urlpatterns = [
    path("", views.page, name="page"),
    path("approached/", views.approached, name="approached"),
    path("asked/", views.asked, name="asked"),
    path("answered/", views.answered, name="answered"),
    path("gaps/", views.gaps, name="gaps"),
    path("bundles/", bundle_views.page, name="bundles"),
    path("bundles/new/", bundle_views.ask, name="bundle"),
    path("bundles/<uuid:bundle_id>/agree/", bundle_views.agree, name="bundle_agree"),
    path("bundles/<uuid:bundle_id>/download/", bundle_views.download, name="bundle_download"),
    path("told/", told_views.told, name="told"),
    path("told/draft/", told_views.draft, name="told_draft"),
    path("read/", views.read, name="read"),
    path("determined/", views.determined, name="determined"),
    path("carried-out/", order_views.carried_out, name="carried_out"),
    path("apology/", order_views.apology, name="apology"),
    path("pack/", pack_views.pack, name="pack"),
    path("proof/", order_views.proof, name="proof"),
    path("reply/", order_views.reply, name="reply"),
    path("review/", order_views.review, name="review"),
    path("recommended/", order_views.recommended, name="recommended"),
]
