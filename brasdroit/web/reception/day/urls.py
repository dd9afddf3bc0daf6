"""The address of the home page."""

from django.urls import path

from brasdroit.web.reception.day import views

urlpatterns = [path("", views.day, name="day")]
