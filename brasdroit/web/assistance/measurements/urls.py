"""Addresses of the measures."""

from django.urls import path

from brasdroit.web.assistance.measurements import views

urlpatterns = [
    path("patients/<uuid:patient_id>/mesures/", views.curves, name="patient_measures"),
    path("alertes/", views.notice, name="measurement_alerts"),
    path("cabinet/seuils/", views.limits, name="measurement_limits"),
    path("cabinet/seuils/<uuid:limit_id>/retirer/", views.end_limit, name="measurement_limit_end"),
]
