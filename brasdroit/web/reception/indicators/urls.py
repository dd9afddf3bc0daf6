"""Addresses of the indicators."""

from django.urls import path

from brasdroit.web import navigation
from brasdroit.web.reception.indicators import views

navigation.register(
    navigation.Entry(
        "indicators", "Indicateurs", "chart-column", "indicators", navigation.ALSO, "waiting_room.figures",
        words="attente médiane statistiques absences",
    )
)  # fmt: skip

urlpatterns = [path("", views.page, name="indicators"), path("export.csv", views.export, name="indicators_csv")]
