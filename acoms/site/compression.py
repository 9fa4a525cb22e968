"""What is sent is compressed here, so that it is wherever the site runs."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages and exports for browsers that take it.

    Files go as they are: most are compressed already, and their length is told. So do pages that
    no browser may use again (`never_cache`): they show keys and codes, which a compressed length
    could tell of (BREACH). Static files were compressed when they were collected.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        page_to_forget = not response.streaming and "no-cache" in response.get("Cache-Control", "")
        if page_to_forget or isinstance(response, FileResponse):
            return response
        return super().process_response(request, response)
