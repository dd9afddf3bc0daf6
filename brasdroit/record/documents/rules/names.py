"""Names of files: what people called them, made safe to show and to send back."""

import re
import unicodedata

LONGEST = 200
_UNSAFE = re.compile(r'[\\/:*?"<>|;]+')


def title_of(file_name: str) -> str:
    """A title from the name of a file: no folder, no extension, no invisible character, at most 200 characters."""
    name = re.split(r"[\\/]", file_name)[-1]
    name = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in name)
    words = " ".join(visible.replace("_", " ").split())
    return unicodedata.normalize("NFC", words)[:LONGEST].strip() or "Document"


def download_name(title: str, extension: str) -> str:
    """The name under which a document is saved: the title without what file systems refuse, then the found extension."""
    plain = " ".join(_UNSAFE.sub(" ", title).split()).strip(". ")
    return f"{plain[:120] or 'document'}.{extension}"
