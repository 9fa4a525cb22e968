"""The examples of the documentation, which a test runs."""

CURL = """\
# KEY and SECRET are the client ID and secret of your credentials.
TOKEN=$(curl --silent --user "$KEY:$SECRET" --data grant_type=client_credentials \\
  {site}/auth/token | sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/')

curl --silent --header "Authorization: Bearer $TOKEN" \\
  "{site}/api/v1/acos/A1234/files?updated_after=2026-02-01"
"""

PYTHON = """\
import json
import os
from urllib.request import Request, urlopen

SITE = "{site}"


def get(path, token):
    request = Request(SITE + path, headers={{"Authorization": f"Bearer {{token}}"}})
    with urlopen(request) as answer:
        return json.load(answer)


def items(path, token):
    \"\"\"The items of all pages.\"\"\"
    while path:
        page = get(path, token)
        yield from page["items"]
        path = page["next"]


for contact in items("/api/v1/acos/A1234/contacts", os.environ["TOKEN"]):
    print(contact["last_name"], [one["name"] for one in contact["types"]])
"""
