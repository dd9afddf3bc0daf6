"""The schedule as data: whole, sourced, and every product found by its codes and its names."""

from __future__ import annotations

from datetime import date

import pytest

from brasdroit.reference.immunisation import edition_on, find_product, find_products_by_name, obligations_on

TODAY = date(2026, 11, 23)
PROGRAMMES = edition_on(TODAY).programmes


def test_every_programme_has_a_source() -> None:
    assert [one.key for one in PROGRAMMES if not one.source] == []


def test_every_dose_names_its_vaccines() -> None:
    empty = [one.key for one in PROGRAMMES for series in one.series for dose in series.doses if not dose.vaccines]
    assert empty == []


def test_where_the_law_counts_doses_it_counts_the_first_one() -> None:
    lawful = [one for one in PROGRAMMES if any(dose.obligatory for series in one.series for dose in series.doses)]
    loose = [f"{one.key}: {series.name}" for one in lawful for series in one.series if not series.doses[0].obligatory]
    assert loose == [
        "pneumococcus-risk-child: commencé de 2 à 4 ans",
        "pneumococcus-risk-child: commencé de 5 à 17 ans",
        "pneumococcus-risk-child: Pneumovax d’abord",
        "men-b-risk: commencé à 11 ans ou plus",
        "men-acwy-risk: commencé à 7 ans ou plus",
    ]


def test_what_is_weak_is_kept_to_be_verified() -> None:
    weak = {one.key for one in PROGRAMMES if one.to_verify}
    assert {"dtp", "rotavirus", "influenza", "rsv", "hib-asplenia"} <= weak


def test_a_day_before_the_first_edition_uses_the_first_edition() -> None:
    assert edition_on(date(2020, 5, 1)).name == "2026"


def test_two_days_of_one_edition_share_it() -> None:
    assert edition_on(TODAY) is edition_on(date(2026, 12, 1))


@pytest.mark.parametrize(
    ("kind", "code", "components"),
    [
        ("cip13", "3400927349997", ("DTP-full", "Ca", "Hib", "HB10")),
        ("nuva", "VAC0123", ("PCV13",)),
        ("nuva", "vac0594", ("ACWY-TT",)),
        ("cvx", "CVX-03", ("MMR",)),
        ("cvx", "3", ("MMR",)),
        ("cvx", "110", ("DTP-full", "C", "HB10")),
        ("atc", "J07BD52", ("MMR",)),
        ("nuva", "VAC0041", ()),
    ],
)
def test_a_product_is_found_by_its_codes(kind: str, code: str, components: tuple[str, ...]) -> None:
    product = find_product(kind, code)
    assert product is not None
    assert product.components == components


@pytest.mark.parametrize(
    ("name", "components"),
    [
        ("Hexyon", {("DTP-full", "Ca", "Hib", "HB10")}),
        ("infanrixhexa", {("DTP-full", "Ca", "Hib", "HB10")}),
        ("PREVENAR", {("PCV7",)}),
        ("Engerix B", {("HB10",), ("HB20",)}),
        ("ROR", {("MMR",)}),
        ("Boostrix Tetra", {("DTP-reduced", "ca")}),
        ("Engerix B20", {("HB20",)}),
        ("Comirnaty JN.1 30 µg", {("COVID",)}),
        ("rien de tel", set()),
        ("", set()),
    ],
)
def test_a_product_is_found_by_its_name(name: str, components: set[tuple[str, ...]]) -> None:
    assert {one.components for one in find_products_by_name(name)} == components


@pytest.mark.parametrize(
    ("on", "born_on", "targets"),
    [
        (date(2026, 11, 23), date(2017, 12, 31), {"dtp"}),
        (
            date(2026, 11, 23),
            date(2022, 12, 31),
            {"dtp", "pertussis", "hib", "hepatitis-b", "pneumococcus", "men-c", "mmr"},
        ),
        (
            date(2026, 11, 23),
            date(2023, 1, 1),
            {"dtp", "pertussis", "hib", "hepatitis-b", "pneumococcus", "men-acwy", "men-b", "mmr"},
        ),
        (date(2017, 12, 31), date(2017, 1, 1), {"dtp"}),
        (
            date(2024, 12, 31),
            date(2024, 1, 1),
            {"dtp", "pertussis", "hib", "hepatitis-b", "pneumococcus", "men-c", "mmr"},
        ),
    ],
)
def test_the_law_by_day_of_birth(on: date, born_on: date, targets: set[str]) -> None:
    bearing = [one for one in obligations_on(on) if one.concerns(born_on, frozenset())]
    assert {target for one in bearing for target in one.targets} == targets
