"""Dates, times, numbers and sentences as the French write them; fields that read what hands type."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField, Form, PasswordInput
from django.template import Context, Template
from django.utils.safestring import mark_safe

from brasdroit.foundation.errors import Invalid
from brasdroit.web.ui import formats
from brasdroit.web.ui.forms import (
    FrenchDateField,
    FrenchDateInput,
    FrenchPhoneField,
    FrenchPhoneInput,
    FrenchTimeField,
    add_domain_errors,
)

THIN, HARD = "\u202f", "\u00a0"
MOMENT = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)  # 9:40 in Paris


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.fr_date(date(2026, 11, 23)), "23/11/2026"),
        (formats.fr_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)), "23/11/2026"),
        (formats.fr_date(None), ""),
        (formats.born("F"), "née"),
        (formats.born("I"), "né(e)"),
        (formats.of("Inès Moreau"), "d’Inès Moreau"),
        (formats.of("Élodie Roux"), "d’Élodie Roux"),
        (formats.of("Sarah Benali"), "de Sarah Benali"),
        (formats.of("Dr Martin"), "du Dr Martin"),
        (formats.the_doctor("Dr Martin"), "le Dr Martin"),
        (formats.the_doctor("Sarah Benali"), "Sarah Benali"),
        (formats.fr_day(date(2020, 3, 1)), "dimanche 1er mars 2020"),
        (formats.fr_short_day(date(2026, 11, 23)), "lun. 23/11"),
        (formats.fr_relative_day(date(2020, 3, 2)), "lundi 2 mars 2020"),
        (formats.fr_time(MOMENT), "9:40"),
        (formats.fr_time(time(0, 5)), "0:05"),
        (formats.fr_time(None), ""),
        (formats.fr_datetime(MOMENT), "23/11/2026 à 9:40"),
        (formats.fr_age(date(1961, 3, 14), date(2026, 11, 23)), "65 ans"),
        (formats.fr_age(None), ""),
        (formats.fr_duration(65), f"1{HARD}h{HARD}05"),
        (formats.fr_duration(timedelta(minutes=45)), f"45{HARD}min"),
        (formats.fr_duration(0), f"0{HARD}min"),
        (formats.fr_duration(None), ""),
        (formats.fr_phone("+33612345678"), f"06{HARD}12{HARD}34{HARD}56{HARD}78"),
        (formats.fr_phone("15"), "15"),
        (formats.fr_phone(None), ""),
        (formats.fr_number(Decimal("1234.5")), f"1{THIN}234,5"),
        (formats.fr_number(37, 1), "37,0"),
        (formats.fr_number(0), "0"),
        (formats.fr_number(None), ""),
        (formats.fr_euros(30), f"30,00{HARD}€"),
        (formats.fr_euros(None), ""),
    ],
)
def test_formats(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Qu'est-ce ? Rien : attendre", f"Qu’est-ce{THIN}? Rien{THIN}: attendre"),
        ("« oui » ; non", f"«{THIN}oui{THIN}»{THIN}; non"),
        ("à 9:40, voir https://exemple.fr", "à 9:40, voir https://exemple.fr"),
        ("dans 10 min", f"dans 10{HARD}min"),
        (f"déjà{THIN}: bien", f"déjà{THIN}: bien"),
        ("<b> & co", "&lt;b&gt; &amp; co"),
        (mark_safe('<a href="/x">Oublié ?</a>'), f'<a href="/x">Oublié{THIN}?</a>'),
        (mark_safe("a &amp; b"), "a &amp; b"),
    ],
)
def test_typo_sets_sentences_as_printers_do(typed: str, expected: str) -> None:
    assert formats.typo(typed) == expected


def test_filters_are_in_the_library() -> None:
    assert Template("{% load ui %}{{ day|fr_date }}").render(Context({"day": date(2026, 11, 23)})) == "23/11/2026"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("9:40", time(9, 40)), ("9h40", time(9, 40)), ("9 h 40", time(9, 40)), ("9h", time(9)), ("940", time(9, 40)), ("1430", time(14, 30)), ("17", time(17)), (time(8), time(8))],
)  # fmt: skip
def test_a_time_is_read_as_typed(typed: object, expected: time) -> None:
    assert FrenchTimeField().clean(typed) == expected


@pytest.mark.parametrize("typed", ["25:00", "9:75", "midi", "12345"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="n’est pas une heure"):
        FrenchTimeField().clean(typed)


def test_a_date_is_read_as_typed_and_shown_as_understood() -> None:
    field = FrenchDateField()
    assert field.clean("14.3.61") == date(1961, 3, 14)
    assert FrenchDateInput().format_value(date(1961, 3, 14)) == "14/03/1961"
    assert FrenchDateInput().format_value("14.3.") == "14.3."
    assert FrenchDateField(required=False).clean("") is None


def test_a_date_that_does_not_exist_is_refused_in_french() -> None:
    with pytest.raises(ValidationError, match="n’existe pas dans le calendrier"):
        FrenchDateField().clean("31/02/1980")


@pytest.mark.parametrize(
    ("before", "typed", "changed"),
    [(date(1961, 3, 14), "14/3/1961", False), (date(1961, 3, 14), "15/3/1961", True), (None, "x", True)],
)
def test_a_date_typed_otherwise_is_no_change(before: date | None, typed: str, changed: bool) -> None:
    assert FrenchDateField().has_changed(before, typed) is changed


def test_a_telephone_is_kept_as_e164_and_shown_in_pairs() -> None:
    field = FrenchPhoneField(required=False)
    assert field.clean("06.12.34.56.78") == "+33612345678"
    assert field.clean("") == ""
    assert FrenchPhoneInput().format_value("+33612345678") == "06 12 34 56 78"


def test_an_incomplete_telephone_is_refused() -> None:
    with pytest.raises(ValidationError, match="dix chiffres"):
        FrenchPhoneField().clean("06 12")


class _Form(Form):
    phone = FrenchPhoneField(required=False)


def test_a_refusal_of_the_domain_stands_beside_its_field() -> None:
    form = _Form({"phone": ""})
    add_domain_errors(form, Invalid("x", fields={"phone": ["Numéro déjà pris."], "elsewhere": ["Autre chose."]}))
    assert form.errors == {"phone": ["Numéro déjà pris."], "__all__": ["Autre chose."]}


def test_a_refusal_without_field_stands_above_the_form() -> None:
    form = _Form({"phone": ""})
    add_domain_errors(form, Invalid("Rien n’est libre."))
    assert form.non_field_errors() == ["Rien n’est libre."]


class Secret(Form):
    password = CharField(widget=PasswordInput)


class Open(Form):
    words = CharField()


@pytest.mark.parametrize(("form", "kept"), [(Secret, False), (Open, True)])
def test_only_what_is_shown_again_is_said_to_be_kept(form: type[Form], *, kept: bool) -> None:
    page = Template("{% load ui %}{% component 'form-errors' form=form / %}").render(Context({"form": form({})}))
    assert ("ce que vous avez saisi est gardé" in page) is kept
