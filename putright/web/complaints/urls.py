"""Addresses of complaints."""

from django.urls import path

from putright.web.complaints import handling, letters, taking, views

app_name = "complaints"
prefix = ""
OF_CASE = "cases/<uuid:case_id>/complaints/"
ONE = f"{OF_CASE}<str:complaint>/"

urlpatterns = [
    path("complaints/new/", taking.new, name="new"),
    path(OF_CASE, views.page, name="page"),
    path(f"{OF_CASE}log/", taking.log, name="log"),
    path(ONE, views.one, name="one"),
    path(f"{ONE}escalate/", taking.escalate, name="escalate"),
    path(f"{ONE}point/", taking.point, name="point"),
    path(f"{ONE}speaker/", taking.represent, name="represent"),
    path(f"{ONE}back/", taking.back, name="back"),
    path(f"{ONE}withdraw/", taking.withdraw, name="withdraw"),
    path(f"{ONE}define/", handling.define, name="define"),
    path(f"{ONE}handler/", handling.assign, name="assign"),
    path(f"{ONE}updates/", handling.updates, name="updates"),
    path(f"{ONE}update/", handling.update, name="update"),
    path(f"{ONE}agreed/", handling.agree, name="agree"),
    path(f"{ONE}reopen/", handling.reopen, name="reopen"),
    path(f"{ONE}weigh/", handling.weigh, name="weigh"),
    path(f"{ONE}acknowledge/", letters.acknowledge, name="acknowledge"),
    path(f"{ONE}longer/", letters.extend, name="extend"),
    path(f"{ONE}refuse/", letters.refuse, name="refuse"),
    path(f"{ONE}stopped/", letters.stopped, name="stopped"),
    path(f"{ONE}standing/", letters.standing, name="standing"),
]
