"""Addresses of « Sauvegardes »."""

from django.urls import path

from brasdroit.web.practice.backups import views

urlpatterns = [
    path("", views.backups, name="backups"),
    path("maintenant/", views.backup_now, name="backups_now"),
    path("reglages/", views.plan, name="backups_plan"),
    path("code/", views.code, name="backups_code"),
]
