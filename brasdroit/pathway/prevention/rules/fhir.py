"""A request given as FHIR R4: a Bundle, or an object `{"patient": …, "immunizations": […]}`, turned into our own document.

Read: Patient (birthDate, gender), Immunization (vaccineCode, occurrenceDateTime; only completed ones), Condition (active ones, by code or
text in our words). Anything else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_SYSTEMS = {
    "http://hl7.org/fhir/sid/cvx": "cvx",
    "urn:oid:2.16.840.1.113883.12.292": "cvx",
    "urn:oid:1.3.6.1.4.1.48601.1.1.1": "nuva",
    "http://www.whocc.no/atc": "atc",
}
_SHAPES = (
    (re.compile(r"VAC\d{4,}"), "nuva"),
    (re.compile(r"0?34009\d{8}"), "cip13"),
    (re.compile(r"J07[A-Z]{2}\d{2}"), "atc"),
)
_GENDERS = {"female": "F", "male": "M"}
_OVER = {"inactive", "resolved", "remission"}


def from_fhir(document: object) -> object:
    """`document` in our own shape when it is FHIR; unchanged otherwise."""
    resources = list(_resources(document))
    patient = next((one for one in resources if one.get("resourceType") == "Patient"), None)
    if patient is None:
        return document
    found: dict[str, Any] = {
        "birth_date": patient.get("birthDate"),
        "sex": _GENDERS.get(str(patient.get("gender")), "U"),
        "doses": [_dose(one) for one in resources if _is_given(one)],
    }
    conditions = [one for one in resources if one.get("resourceType") == "Condition"]
    if conditions:
        found["conditions"] = [code for one in conditions if not _is_over(one) for code in _words(one)]
    return found


def _resources(document: object) -> Iterator[Mapping[str, Any]]:
    """The resources of a Bundle, of a lone Patient, or of the two named lists."""
    if not isinstance(document, Mapping):
        return
    if document.get("resourceType") == "Patient":
        yield document
        return
    entries = document.get("entry") if document.get("resourceType") == "Bundle" else _named(document)
    for entry in entries if isinstance(entries, list) else []:
        resource = entry.get("resource") if isinstance(entry, Mapping) else None
        if isinstance(resource, Mapping):
            yield resource


def _named(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    plain = {str(key).lower(): value for key, value in document.items()}
    lists = [plain.get("patient"), *(_list(plain.get(key)) for key in ("immunization", "immunizations"))]
    flat = [one for item in lists for one in (item if isinstance(item, list) else [item])]
    return [{"resource": one} for one in flat]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_given(resource: Mapping[str, Any]) -> bool:
    return resource.get("resourceType") == "Immunization" and resource.get("status", "completed") == "completed"


def _dose(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The date and every code of the vaccine we know how to read; its text stands for the brand."""
    concept = resource.get("vaccineCode")
    found: dict[str, Any] = {"date": resource.get("occurrenceDateTime")}
    for coding in _codings(concept):
        kind = _kind(coding)
        if kind:
            found.setdefault(kind, coding.get("code"))
        elif isinstance(coding.get("display"), str):
            found.setdefault("brand", coding["display"])
    if isinstance(concept, Mapping) and isinstance(concept.get("text"), str):
        found["brand"] = concept["text"]
    return found


def _codings(concept: object) -> list[Mapping[str, Any]]:
    coding = concept.get("coding") if isinstance(concept, Mapping) else None
    return [one for one in _list(coding) if isinstance(one, Mapping)]


def _kind(coding: Mapping[str, Any]) -> str | None:
    known = _SYSTEMS.get(str(coding.get("system")))
    code = str(coding.get("code") or "")
    return known or next((kind for shape, kind in _SHAPES if shape.fullmatch(code)), None)


def _is_over(resource: Mapping[str, Any]) -> bool:
    return any(one.get("code") in _OVER for one in _codings(resource.get("clinicalStatus")))


def _words(resource: Mapping[str, Any]) -> list[str]:
    concept = resource.get("code")
    words = [one.get("code") for one in _codings(concept)]
    words.append(concept.get("text") if isinstance(concept, Mapping) else None)
    return [word for word in words if isinstance(word, str)]
