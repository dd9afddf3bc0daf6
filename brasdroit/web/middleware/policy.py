"""The content security policy, built once: the library assembles the same words again for every response."""

from __future__ import annotations

from functools import cache

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

_OWN = frozenset({"_csp_config", "_csp_update", "_csp_replace", "_csp_exempt", "_csp_exempt_ro"})
_PLACE = "nonce-of-this-page"


class PolicyMiddleware(CSPMiddleware):
    """The library's middleware; a response without rules of its own gets the policy of the settings from memory."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response with its policy; the nonce is named only when the page used it."""
        if not _OWN.isdisjoint(vars(response)):
            return super().process_response(request, response)
        nonce = getattr(request, "_csp_nonce", None)
        policy = _policy(with_nonce=nonce is not None)
        response.headers.setdefault(HEADER, policy.replace(_PLACE, nonce) if nonce else policy)
        if nonce is None:  # asked for after this, it would not be in the header: the library refuses it then
            request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


@cache
def _policy(*, with_nonce: bool) -> str:
    return build_policy(nonce=_PLACE if with_nonce else None)
