"""Addresses of certification."""

from django.urls import path

from brasdroit.certification.deadlines.permissions import SEE_TEAM
from brasdroit.web import navigation
from brasdroit.web.certification.deadlines import views as deadlines
from brasdroit.web.certification.framework import views as framework
from brasdroit.web.certification.routes import views as routes

navigation.register(
    navigation.Entry(
        "certification_deadlines", "Échéances CQP", "calendar-clock", "certification_deadlines", navigation.ALSO,
        permission=SEE_TEAM.code, words="certification formation adaptation AFGSU délais CPAM",
    )
)  # fmt: skip

urlpatterns = [
    path("certification/", deadlines.own, name="certification"),
    path("certification/echeances/", deadlines.team, name="certification_deadlines"),
    path("cqp/", framework.page, name="certification_frameworks"),
    path("cqp/<slug:code>/", framework.page, name="certification_framework"),
    path("par-ou-passer/", routes.page, name="certification_routes"),
]
