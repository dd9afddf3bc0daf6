"""What a line or a paragraph typed by a person may hold."""

import unicodedata


def text_fault(text: str, *, limit: int, required: bool = False, lines: bool = False) -> str | None:
    """One French sentence when `text` cannot be kept as typed, else None.

    `limit` counts characters; line breaks and tabs pass only with `lines`. Control and invisible characters never do.
    """
    if required and not text.strip():
        return "Ce champ est à remplir."
    if len(text) > limit:
        return f"Ce texte compte {len(text)} caractères ; {limit} au plus sont gardés : raccourcissez-le."
    if any(_is_control(char, lines=lines) for char in text):
        return "Ce texte contient des caractères invisibles : effacez-le et saisissez-le à nouveau."
    return None


def _is_control(char: str, *, lines: bool) -> bool:
    if lines and char in "\n\r\t":
        return False
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}
        or char in "\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
    )
