"""Addresses of duplicates and collisions."""

from django.urls import path

from brasdroit.record.patients.permissions import SEE_DUPLICATES
from brasdroit.web.record.duplicates.views import comparing, listing, splitting
from brasdroit.web.ui.palette import Action, action

action(
    Action(
        "Doublons probables", "copy", "duplicates", words="fusionner homonymes identité", permission=SEE_DUPLICATES.code
    )
)

urlpatterns = [
    path("doublons/", listing.listing, name="duplicates"),
    path("doublons/rechercher/", listing.search, name="duplicate_search"),
    path("doublons/fusions/", listing.joined, name="duplicate_merges"),
    path("doublons/fusions/<uuid:merge_id>/defaire/", listing.part, name="duplicate_part"),
    path("doublons/separations/<uuid:split_id>/defaire/", listing.rejoin, name="duplicate_rejoin"),
    path("doublons/paires/<uuid:pair_id>/homonymes/", listing.homonyms, name="duplicate_homonyms"),
    path("doublons/paires/<uuid:pair_id>/rouvrir/", listing.reopen, name="duplicate_reopen"),
    path("doublons/<uuid:first_id>/<uuid:second_id>/", comparing.compare, name="duplicate_pair"),
    path("<uuid:patient_id>/separer/", splitting.split, name="patient_split"),
    path("<uuid:patient_id>/separer/chercher/", splitting.look, name="patient_split_look"),
    path("<uuid:patient_id>/separer/signaler/", splitting.report, name="patient_collision"),
]
