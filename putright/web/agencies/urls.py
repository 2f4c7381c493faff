"""Addresses of a case's agencies, and of the directory."""

from django.urls import path

from putright.web.agencies import answers, directory, enquiries, views

app_name = "agencies"
prefix = ""
CASE = "cases/<uuid:case_id>/agencies/"

urlpatterns = [
    path(CASE, views.page, name="page"),
    path(f"{CASE}ask/", views.ask, name="ask"),
    path(f"{CASE}<int:number>/chase/", views.chase, name="chase"),
    path(f"{CASE}<int:number>/higher/", views.higher, name="higher"),
    path(f"{CASE}<int:number>/reply/", answers.reply, name="reply"),
    path(f"{CASE}<int:number>/back/", answers.back, name="back"),
    path(f"{CASE}<int:number>/tell/", answers.tell, name="tell"),
    path(f"{CASE}enquiry/", enquiries.enquiry, name="enquiry"),
    path(f"{CASE}enquiry/<int:number>/answer/", enquiries.answer_enquiry, name="answer"),
    path("agencies/", directory.page, name="directory"),
    path("agencies/add/", directory.add, name="add"),
    path("agencies/<uuid:agency_id>/", directory.change, name="change"),
    path("agencies/<uuid:agency_id>/check/", directory.check, name="check"),
    path("agencies/<uuid:agency_id>/wrong/", directory.wrong, name="wrong"),
]
