"""Addresses of the team."""

from django.urls import path

from brasdroit.web.practice.members import views

urlpatterns = [
    path("", views.members, name="members"),
    path("nouvelle/", views.new_member, name="member_new"),
    path("<uuid:member_id>/", views.member, name="member_edit"),
    path("<uuid:member_id>/profil/", views.member_sheet, name="member_sheet"),
    path("<uuid:member_id>/inviter/", views.invite_again, name="member_invite"),
    path("<uuid:member_id>/fin/", views.end_member, name="member_end"),
]
