"""Addresses of a patient's prevention; no disease stands in them."""

from django.urls import path

from brasdroit.web.pathway.prevention.views import doses, printing, record, screenings

_HERE = "patients/<uuid:patient_id>/prevention/"

urlpatterns = [
    path(_HERE, record.summary, name="patient_prevention"),
    path(f"{_HERE}historique/", record.history, name="patient_prevention_history"),
    path(f"{_HERE}valider/", record.review, name="patient_prevention_review"),
    path(f"{_HERE}reserves/", record.certify, name="patient_prevention_certify"),
    path(f"{_HERE}reserves/<uuid:statement_id>/lever/", record.lift, name="patient_prevention_lift"),
    path(f"{_HERE}doses/ajouter/", doses.add, name="patient_prevention_add"),
    path(f"{_HERE}doses/<uuid:dose_id>/", doses.correct, name="patient_prevention_dose"),
    path(f"{_HERE}doses/<uuid:dose_id>/retirer/", doses.take_back, name="patient_prevention_dose_remove"),
    path(f"{_HERE}suivi/ajouter/", screenings.add, name="patient_prevention_follow"),
    path(f"{_HERE}suivi/<uuid:entry_id>/retirer/", screenings.take_back, name="patient_prevention_follow_remove"),
    path(f"{_HERE}attestation.pdf", printing.certificate, name="patient_prevention_pdf"),
]
