"""Bringing in homes, people and tenancies: placeholder until the import is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def bring(request: HttpRequest) -> HttpResponse:
    return redirect("people:list")


def left_out(request: HttpRequest, kept: str) -> HttpResponse:
    return redirect("people:list")
