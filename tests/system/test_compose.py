"""The compose file is what Compose's own schema allows, and its services are the ones promised."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

DOCKER = Path(__file__).parent.parent.parent / "docker"
pytestmark = pytest.mark.system


def test_compose_accepts_the_file() -> None:
    settings = dict(
        line.split("=", 1)
        for line in (DOCKER / "env.example").read_text().splitlines()
        if "=" in line and line[0] != "#"
    )
    filled = {name: value or "x" for name, value in settings.items()}
    command = ["docker-compose", "-f", str(DOCKER / "compose.yml"), "config"]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ) | filled, cwd=DOCKER)
    assert done.returncode == 0, done.stderr
    services = yaml.safe_load(done.stdout)["services"]
    assert set(services) == {"postgres", "migrate", "api-server", "scheduler", "dag-processor", "mail", "site"}


def test_compose_refuses_to_start_with_an_empty_secret() -> None:
    command = ["docker-compose", "-f", str(DOCKER / "compose.yml"), "config", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=DOCKER, env={"PATH": os.environ["PATH"]})
    assert done.returncode != 0
    assert "env.example" in done.stderr
