"""Addresses of the practice, its sites, rooms and devices."""

from django.urls import path

from brasdroit.web.practice.organisation import views

urlpatterns = [
    path("", views.practice, name="practice"),
    path("fiche/", views.edit_practice, name="practice_edit"),
    path("sites/", views.rooms, name="rooms"),
    path("sites/nouveau/", views.edit_site, name="site_new"),
    path("sites/<uuid:site_id>/", views.edit_site, name="site_edit"),
    path("pieces/nouvelle/", views.edit_room, name="room_new"),
    path("pieces/<uuid:room_id>/", views.edit_room, name="room_edit"),
    path("appareils/", views.devices, name="devices"),
    path("appareils/nouveau/", views.edit_device, name="device_new"),
    path("appareils/<uuid:device_id>/", views.edit_device, name="device_edit"),
    path("appareils/<uuid:device_id>/declarer/", views.declare, name="device_declare"),
]
