"""What docker-compose.yml gives each service, and what it keeps from it.

There is no container engine where the tests run: what is read here is the file.
"""

import io
import json
import re
import runpy
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from ruamel.yaml import YAML

from acoms.operations import server
from acoms.operations.health import PARTS
from acoms.settings.new_secrets import make_secrets
from acoms.settings.required import SECRETS, SIGNING, problems, with_files
from tests.access.url_map import every_url

CHECKOUT = Path(__file__).resolve().parent.parent.parent
COMPOSE: dict[str, Any] = YAML(typ="safe").load(CHECKOUT / "docker-compose.yml")
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "web", "downloads", "worker", "beat")
PIN = runpy.run_path(str(CHECKOUT / "scripts" / "pin-images"))
services = pytest.mark.parametrize("name", SERVICES)


def secrets_of(name: str) -> set[str]:
    listed = SERVICES[name].get("secrets", ())
    return {each if isinstance(each, str) else each["source"] for each in listed}


@services
def test_no_service_can_do_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    if name not in ("postgres", "redis"):
        assert "cap_add" not in service
    for limit in ("mem_limit", "pids_limit", "cpus"):
        assert service[limit], limit
    assert "privileged" not in service
    assert all("docker.sock" not in volume for volume in service.get("volumes", ()))


def test_only_the_proxy_is_reached_from_outside_and_the_data_by_nobody() -> None:
    networks = COMPOSE["networks"]
    outside = {name for name, how in networks.items() if not how.get("internal")}
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"proxy", "mail"}
    for name in published:
        assert all(port.startswith("127.0.0.1:") for port in SERVICES[name]["ports"])
    for name in ("postgres", "redis", "migrate", "beat"):
        assert not outside & set(SERVICES[name]["networks"]), name
    assert not set(SERVICES["proxy"]["networks"]) & set(SERVICES["postgres"]["networks"])


def test_secrets_are_files_and_each_service_has_its_own(tmp_path: Path) -> None:
    made = make_secrets(tmp_path / "secrets")
    assert make_secrets(tmp_path / "secrets") == []
    files = {each["file"].removeprefix("secrets/") for each in COMPOSE["secrets"].values()}
    assert set(made) == files
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    for name in OURS:
        environment = SERVICES[name]["environment"]
        assert not set(SECRETS) & set(environment), name
        read = {v for k, v in environment.items() if k.endswith("_FILE")}
        assert read == {f"/run/secrets/{secret}" for secret in secrets_of(name)}
    for name in ("web", "downloads", "worker", "beat"):
        assert not secrets_of(name) & {"database_url", "postgres_password"}
    assert "web_database_url" not in secrets_of("worker")


@pytest.mark.rule("F4")
def test_only_web_and_worker_have_the_certificate_that_signs() -> None:
    certificate = {f"{name}_FILE" for name in SIGNING}
    for name in OURS:
        given = certificate & set(SERVICES[name]["environment"])
        assert given == (certificate if name in ("web", "worker") else set()), name


@pytest.mark.parametrize("name", OURS)
def test_it_starts_with_what_is_made_and_filled_in(name: str, tmp_path: Path) -> None:
    make_secrets(tmp_path)
    (tmp_path / "email_url").unlink()
    (tmp_path / "email_url").write_text("smtp+tls://us:words@mail.example.net:587\n")
    told = {
        key: str(value).replace("/run/secrets", str(tmp_path))
        for key, value in SERVICES[name]["environment"].items()
    }
    filled = {
        "SITE_URL": "https://acoms.example.net",
        "ALLOWED_HOSTS": "acoms.example.net",
        "PROOFING_BUREAU": "bureaus.Real",
        "PECOS_SOURCE": "sources.Real",
        "ACOMS_TRIAL": "",
    }
    assert problems(with_files({**told, **filled})) == []


def test_the_example_starts_nothing() -> None:
    lines = (CHECKOUT / ".env.example").read_text().splitlines()
    written = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    example = {name: value.strip("'") for name, value in written.items()}
    found = " ".join(problems(example))
    for name in (*SECRETS[:3], "DATABASE_URL", "SITE_URL", "PROOFING_BUREAU", "PECOS_SOURCE"):
        assert f"{name} is missing" in found


def test_every_image_has_a_version_and_one_command_gives_it_a_digest() -> None:
    digest = "sha256:" + "0" * 64
    for file in PIN["FILES"]:
        text = (CHECKOUT / file).read_text()
        once = PIN["pinned"](text, lambda _: digest)
        assert PIN["pinned"](once, lambda _: digest) == once
        lines = [line for line in once.splitlines() if re.match(r" *image: |FROM ", line)]
        for line in lines:
            assert digest in line or line.strip() == "image: acoms", line
            assert line.strip() == "image: acoms" or re.search(r":v?\d+\.\d+", line), line


def test_the_proxy_gathers_all_but_gigabytes() -> None:
    text = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    assert text.count("proxy_request_buffering on;") == 1
    assert text.count("proxy_request_buffering off;") == 2
    for deadline in ("client_header_timeout", "client_body_timeout", "send_timeout"):
        assert deadline in text
    gathered, unbuffered = text.split("data-sharing/$ {")
    assert "client_max_body_size 30m;" in gathered
    assert "client_max_body_size 0;" in unbuffered


@pytest.mark.rule("E5")
def test_the_proxy_writes_no_request_into_its_log() -> None:
    text = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    assert re.findall(r"^\s*error_log (.*);$", text, re.M) == ["/dev/stderr crit"]
    assert re.findall(r"^\s*access_log (\w+);", text, re.M) == ["off"]


def test_the_proxy_lets_a_connection_go_before_the_site_does() -> None:
    upstream = (CHECKOUT / "deploy" / "nginx.conf").read_text().split("upstream site {")[1]
    found = re.search(r"keepalive_timeout (\d+)s;", upstream.split("}")[0])
    assert found
    assert int(found[1]) < server.keepalive


def test_web_is_given_the_time_in_which_its_requests_may_end() -> None:
    assert int(SERVICES["web"]["stop_grace_period"].removesuffix("s")) > server.graceful_timeout


@pytest.mark.parametrize("name", ["web", "downloads"])
def test_the_proxy_starts_again_with_those_whose_addresses_it_keeps(name: str) -> None:
    assert SERVICES["proxy"]["depends_on"][name]["restart"] is True


@pytest.mark.rule("G4")
def test_downloads_have_processes_of_their_own_and_lie_nowhere_on_their_way() -> None:
    text = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    locations = re.findall(r"location ~ \^(\S+) \{([^}]*)\}", text)
    given = [where for where, how in locations if "proxy_max_temp_file_size 0;" in how]
    assert all("proxy_pass http://downloads;" in how for where, how in locations if where in given)
    keys = {"aco_id": "A9101", "published_id": "7", "number": "1", "in_library_id": "7"}
    keys["public_id"] = str(UUID(int=7))
    names = re.compile(
        r"aco_(data_hub|reporting)_(download|zip)|library_download|api_get_file_content"
    )
    routes = [url.path(keys) for url in every_url() if names.fullmatch(url.name)]
    assert len(routes) == 6
    for route in routes:
        assert any(re.fullmatch(where, route) for where in given), route
    assert SERVICES["downloads"]["image"] == SERVICES["web"]["image"]
    assert "command" not in SERVICES["downloads"]


@pytest.mark.parametrize(
    ("down", "healthy"),
    [((), True), (("worker", "beat"), True), (("database",), False), (("cache", "beat"), False)],
)
def test_web_is_healthy_without_worker_and_beat(
    down: tuple[str, ...], healthy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = {part: "down" if part in down else "fine" for part in PARTS}

    def answers(request: urllib.request.Request, timeout: float) -> io.BytesIO:
        body = io.BytesIO(json.dumps({"parts": states}).encode())
        if down:
            raise urllib.error.HTTPError(request.full_url, 503, "down", Message(), body)
        return body

    monkeypatch.setattr(urllib.request, "urlopen", answers)
    monkeypatch.setenv("ALLOWED_HOSTS", "acoms.example.net")
    *_, script = SERVICES["web"]["healthcheck"]["test"]
    with pytest.raises(SystemExit) as ended:
        exec(script, {})  # noqa: S102 - our own file
    assert ended.value.code is (not healthy)


@pytest.mark.parametrize("name", OURS)
def test_what_the_readme_says_is_set_reaches_the_site(name: str) -> None:
    own = {"WEB_THREADS"} if name == "downloads" else set()
    for variable in {
        *("RECERTIFICATION_OPENS", "RECERTIFICATION_DUE", "WEB_CONCURRENCY", "WEB_THREADS"),
        *("LOG_LEVEL", "TRUSTED_PROXY_COUNT", "ACOMS_TRIAL"),
    } - own:
        assert str(SERVICES[name]["environment"][variable]).startswith(f"${{{variable}:-")


def test_half_a_pair_of_secrets_is_named(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    (tmp_path / "database_url").unlink()
    (tmp_path / "web_database_url").unlink()
    said = subprocess.run(
        [sys.executable, "-m", "acoms.settings.new_secrets", tmp_path],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "Made: web_database_url",
        "database_url is missing: write it with the password in postgres_password, or delete that "
        "one, too.",
    ]


def test_a_secret_that_cannot_be_read_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret_key").write_text("it is there")

    def read_text(_: Path) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", read_text)
    told = {"SECRET_KEY_FILE": str(tmp_path / "secret_key"), "REDIS_URL": "redis://:words@cache"}
    found = with_files(told)
    assert "SECRET_KEY is missing." in problems(found)
    assert found["REDIS_URL"] == told["REDIS_URL"]
