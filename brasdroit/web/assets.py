"""Static files: hashed names and compressed variants in service, plain files in tests."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes names, also inside CSS imports and between ES modules."""

    support_js_module_import_aggregation = True
    manifest_strict = False
