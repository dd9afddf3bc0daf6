"""Addresses of the patients."""

from django.urls import path

from brasdroit.web.record.patients.palette import find_patients, offer_actions
from brasdroit.web.record.patients.views import changes, finding, printing, record
from brasdroit.web.ui import palette

palette.finder(find_patients)
offer_actions()

urlpatterns = [
    path("", finding.listing, name="patients"),
    path("choix/", finding.options, name="patient_options"),
    path("nouveau/", finding.create, name="patient_new"),
    path("nouveau/chercher/", finding.look, name="patient_look"),
    path("nouveau/verifier/<slug:field>/", finding.check_name, name="patient_check_name"),
    path("<uuid:patient_id>/", record.summary, name="patient"),
    path("<uuid:patient_id>/identite/", changes.identity_traits, name="patient_identity"),
    path("<uuid:patient_id>/identite/piece/", changes.identity_evidence, name="patient_evidence"),
    path("<uuid:patient_id>/identite/attributs/", changes.identity_attributes, name="patient_attributes"),
    path("<uuid:patient_id>/identite/ins/", changes.identity_ins, name="patient_ins"),
    path("<uuid:patient_id>/identite/ins/invalider/", changes.identity_ins_invalid, name="patient_ins_invalid"),
    path("<uuid:patient_id>/identite/deces/", changes.death, name="patient_death"),
    path("<uuid:patient_id>/identite/fiche.pdf", printing.identity_sheet, name="patient_sheet"),
    path("<uuid:patient_id>/identite/etiquettes.pdf", printing.labels, name="patient_labels"),
    path("<uuid:patient_id>/coordonnees/", changes.contact_details, name="patient_contact"),
    path("<uuid:patient_id>/coordonnees/contact/", changes.contact_person, name="patient_contact_person"),
    path("<uuid:patient_id>/coordonnees/besoin/", changes.accommodation, name="patient_accommodation"),
    path("<uuid:patient_id>/coordonnees/accord/", changes.consent, name="patient_consent"),
    path("<uuid:patient_id>/retirer/<slug:part>/<uuid:part_id>/", changes.end_part, name="patient_end_part"),
    path("<uuid:patient_id>/couverture/", changes.coverage_line, name="patient_coverage"),
    path("<uuid:patient_id>/antecedents/", changes.clinical_line, name="patient_clinical"),
    path("<uuid:patient_id>/antecedents/valider/", changes.clinical_review, name="patient_clinical_review"),
    path("<uuid:patient_id>/antecedents/aucun/<slug:kind>/", changes.clinical_none, name="patient_clinical_none"),
    path("<uuid:patient_id>/historique/", record.history, name="patient_history"),
]
