"""Addresses of « Missions confiées »."""

from django.urls import path

from brasdroit.web.practice.missions import views

urlpatterns = [
    path("", views.delegations, name="delegations"),
    path("revoir/", views.review, name="delegations_review"),
    path("modifier/", views.edit_cell, name="delegations_edit"),
    path("retirer/", views.withdraw, name="delegations_withdraw"),
    path("historique/", views.delegations_history, name="delegations_history"),
    path("<uuid:assistant>/<str:mission>/", views.one_cell, name="delegations_cell"),
]
