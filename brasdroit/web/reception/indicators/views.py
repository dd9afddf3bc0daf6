"""Views of the indicators."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.tables.writing import csv_lines
from brasdroit.practice.members.selectors import doctors
from brasdroit.reception.waiting_room.selectors.indicators import Grouping, Indicators, Period, indicators
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.indicators import pages
from brasdroit.web.reception.indicators.forms import PeriodForm


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """The figures of a period, filtered."""
    form, period, found = _asked(request)
    context = {
        "form": form,
        "period": period,
        "found": found,
        "stats": pages.stats(found),
        "chart": pages.chart(found),
        "columns": pages.COLUMNS,
        "query": request.GET.urlencode(),
    }
    return render(request, "reception/indicators/page.html", context, status=422 if form.errors else 200)


@require_GET
def export(request: ActorRequest) -> HttpResponseBase:
    """The same as a file for a spreadsheet; a cell that looks like a formula is told to be text."""
    _, period, found = _asked(request)
    lines = csv_lines(pages.CSV_HEADER, pages.csv_rows(found))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"indicateurs-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: ActorRequest) -> tuple[PeriodForm, Period, Indicators]:
    """The form, the period and its figures; an unusable period shows its fault beside the last seven days."""
    today = timezone.localdate()
    choices = [(str(row.pk), row.display_name) for row in doctors(today)]
    form = PeriodForm(request.GET, doctors=choices)
    if form.is_valid():
        try:
            period = form.period(today)
            return form, period, indicators(request.actor, period, form.grouping())
        except Invalid as error:
            form.add_error("au", error.message)
    period = PeriodForm.usual(today)
    return form, period, indicators(request.actor, period, Grouping.DAY)
