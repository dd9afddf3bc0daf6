"""The address of the home page."""

from django.urls import path

from brasdroit.web import navigation
from brasdroit.web.reception.day import views
from brasdroit.web.reception.day.pages import count_for_rail

navigation.badge("day")(count_for_rail)

urlpatterns = [path("", views.day, name="day")]
