"""Pages and exports are sent compressed, files as they are."""

import gzip
from io import BytesIO

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils.cache import add_never_cache_headers

from acoms.site.compression import CompressionMiddleware

TAKES_IT = {"accept-encoding": "gzip, deflate, br"}


def sent(answer: HttpResponseBase) -> bytes:
    request = RequestFactory().get("/", headers=TAKES_IT)
    return b"".join(CompressionMiddleware(lambda _: answer).process_response(request, answer))


@pytest.mark.django_db
def test_a_page_is_compressed_for_browsers_that_take_it(client: Client) -> None:
    plain, compressed = client.get("/help/"), client.get("/help/", headers=TAKES_IT)
    assert not plain.has_header("Content-Encoding")
    assert compressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed["Vary"]
    assert b"<h1>SSP Helpdesk</h1>" in gzip.decompress(compressed.content)


def test_copies_of_a_page_are_of_different_lengths() -> None:
    """So lengths tell nobody whether what they put into an address stands on the page as well."""
    lengths = {len(sent(HttpResponse("<p>A page.</p>" * 50))) for _ in range(20)}
    assert len(lengths) > 1


def test_a_page_with_keys_or_codes_is_sent_as_it_is() -> None:
    page = b"<p>7K2M-Q9XD</p>" * 50
    answer = HttpResponse(page)
    add_never_cache_headers(answer)
    assert sent(answer) == page


def test_an_export_is_compressed_as_it_is_written() -> None:
    rows = [b"Name,Since\n"] + [b"Ann Ray,2026-11-29\n"] * 100
    export = StreamingHttpResponse(iter(rows), headers={"Cache-Control": "private, no-store"})
    assert gzip.decompress(sent(export)) == b"".join(rows)


def test_a_file_is_sent_as_it_is_and_its_length_told() -> None:
    file = FileResponse(BytesIO(b"a" * 1000), filename="letter.txt")
    assert sent(file) == b"a" * 1000
    assert file["Content-Length"] == "1000"
