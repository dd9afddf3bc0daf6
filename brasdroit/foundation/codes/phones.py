"""Telephone numbers: E.164 for storage and search, pairs of digits for reading.

French numbers count ten digits from 0, nine after +33; overseas territories have their own country code, chosen
from the three or four first digits (0262… is +262, not +33). Foreign numbers are accepted in international form.
"""

import re

_NOT_DIGIT = re.compile(r"[\s.\-/()\u00a0\u202f\u2011]+")
_OVERSEAS = (
    ("0590", "590"), ("0690", "590"), ("0691", "590"),
    ("0594", "594"), ("0694", "594"),
    ("0596", "596"), ("0696", "596"), ("0697", "596"),
    ("0262", "262"), ("0263", "262"), ("0269", "262"), ("0692", "262"), ("0693", "262"), ("0639", "262"),
)  # fmt: skip
_COUNTRY_OF = dict(_OVERSEAS)
_FRENCH_CODES = ("33", "590", "594", "596", "262")
_MOBILE = re.compile(r"0[67]")


def phone_e164(text: str) -> str | None:
    """`text` as E.164 (« 06 12 34 56 78 » gives +33612345678), or None when it is no whole telephone number."""
    digits = _NOT_DIGIT.sub("", text.strip().replace("(0)", ""))
    digits = re.sub(r"^00", "+", digits)
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        return _international(digits[1:])
    return _national(digits) if re.fullmatch(r"0[1-9][0-9]{8}", digits) else None


def phone_display(e164: str) -> str:
    """A stored number for reading: « 06 12 34 56 78 » when French, « +32 470 123 456 » style groups otherwise."""
    national = national_digits(e164)
    if national is None:
        return "+" + " ".join(re.findall(r"[0-9]{1,3}", e164.removeprefix("+")))
    return " ".join(national[i : i + 2] for i in range(0, 10, 2))


def national_digits(e164: str) -> str | None:
    """The ten national digits of a French number, or None for a foreign one."""
    digits = e164.removeprefix("+")
    for code in _FRENCH_CODES:
        if digits.startswith(code) and len(digits) == len(code) + 9:
            return "0" + digits[len(code) :]
    return None


def is_mobile(e164: str) -> bool:
    """Whether a French number can receive a text message (06, 07); False for any other number."""
    return bool(_MOBILE.match(national_digits(e164) or ""))


def _national(digits: str) -> str:
    return f"+{_COUNTRY_OF.get(digits[:4], '33')}{digits[1:]}"


def _international(digits: str) -> str | None:
    for code in _FRENCH_CODES:
        if digits.startswith(code):
            national = "0" + digits.removeprefix(code).removeprefix("0")
            return _national(national) if len(national) == 10 else None
    return "+" + digits
