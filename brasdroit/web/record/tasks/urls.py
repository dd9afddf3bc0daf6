"""Addresses of the tasks."""

from django.urls import path

from brasdroit.web import navigation
from brasdroit.web.record.tasks import views
from brasdroit.web.record.tasks.pages import count_for_rail

navigation.badge("tasks")(count_for_rail)

urlpatterns = [
    path("", views.listing, name="tasks"),
    path("nouvelle/", views.create, name="task_new"),
    path("<uuid:task_id>/", views.detail, name="task"),
    path("<uuid:task_id>/modifier/", views.edit, name="task_edit"),
    path("<uuid:task_id>/avancer/", views.move, name="task_move"),
    path("<uuid:task_id>/revenir/", views.undo, name="task_undo"),
]
