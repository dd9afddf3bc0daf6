"""Addresses of the preparation, of the doctor's sheet and of the questionnaires."""

from django.urls import path

from brasdroit.web.assistance.preparation.views import collecting, doctor, measuring, questionnaires, screen

_LINE = "preparation/<uuid:encounter_id>/mesures/<slug:code>/"
_PART = "preparation/<uuid:encounter_id>/antecedents/<slug:part>/"

urlpatterns = [
    path("preparation/", screen.listing, name="preparation"),
    path("preparation/<uuid:encounter_id>/", screen.show, name="preparation_sheet"),
    path("preparation/<uuid:encounter_id>/commencer/", screen.begin, name="preparation_begin"),
    path("preparation/<uuid:encounter_id>/apercu/", screen.preview, name="preparation_preview"),
    path("preparation/<uuid:encounter_id>/remise/", screen.hand_over, name="preparation_hand_over"),
    path("preparation/<uuid:encounter_id>/reprendre/", screen.take_back, name="preparation_take_back"),
    path("preparation/<uuid:encounter_id>/motif/", collecting.reason, name="preparation_reason"),
    path("preparation/<uuid:encounter_id>/questions/", collecting.questions, name="preparation_questions"),
    path("preparation/<uuid:encounter_id>/appareils/", measuring.choose_devices, name="preparation_devices"),
    path("preparation/<uuid:encounter_id>/mesures/", measuring.record_all, name="preparation_measures"),
    path(_LINE, measuring.record, name="preparation_measure"),
    path(f"{_LINE}ligne/", measuring.line, name="preparation_line"),
    path(f"{_LINE}ecarter/", measuring.put_aside, name="preparation_aside"),
    path(f"{_LINE}<uuid:observation_id>/confirmer/", measuring.confirm, name="preparation_confirm"),
    path(f"{_LINE}<uuid:observation_id>/retirer/", measuring.withdraw, name="preparation_withdraw"),
    path(_PART, collecting.add_line, name="preparation_add"),
    path(f"{_PART}relu/", collecting.reviewed, name="preparation_reviewed"),
    path(f"{_PART}aucun/<slug:kind>/", collecting.none_of, name="preparation_none"),
    path(f"{_PART}<uuid:item_id>/fin/", collecting.end_line, name="preparation_end"),
    path("consultation/<uuid:encounter_id>/", doctor.show, name="consultation"),
    path("consultation/<uuid:encounter_id>/vu/", doctor.acknowledge, name="consultation_acknowledge"),
    path("consultation/<uuid:encounter_id>/avec-moi/", doctor.take, name="consultation_take"),
    path("consultation/<uuid:encounter_id>/commentaire/", doctor.comment, name="consultation_comment"),
    path("consultation/<uuid:encounter_id>/demander/", doctor.ask, name="consultation_ask"),
    path("consultation/<uuid:encounter_id>/fin/", doctor.close, name="consultation_close"),
    path("cabinet/questionnaires/", questionnaires.listing, name="questionnaires"),
    path("cabinet/questionnaires/nouveau/", questionnaires.create, name="questionnaire_new"),
    path("cabinet/questionnaires/<uuid:questionnaire_id>/", questionnaires.edit, name="questionnaire"),
    path(
        "cabinet/questionnaires/<uuid:questionnaire_id>/entete/", questionnaires.heading, name="questionnaire_heading"
    ),
    path(
        "cabinet/questionnaires/<uuid:questionnaire_id>/publier/", questionnaires.publish, name="questionnaire_publish"
    ),
]
