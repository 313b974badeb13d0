"""What Airflow itself keeps for the mail: the connection to the server, and perhaps the recipients."""

from __future__ import annotations

from typing import Any

from airflow import models
from airflow.sdk import Connection, Variable
from airflow.sdk.exceptions import AirflowNotFoundException

from dags.posting import Means
from digests.mail import MailServerUnusable, Server
from digests.mail.server import PORTS, Tls
from digests.recipients import VARIABLE

SMTP = "smtp_default"


def means() -> Means:
    """What a task sends with. Raises MailServerUnusable."""
    try:
        found = Connection.get(SMTP)
    except AirflowNotFoundException:
        found = None
    return Means(_server(found), str(Variable.get(VARIABLE, default="")))


def stored() -> Means:
    """The same for a command, which is no task and reads Airflow's own database. Raises MailServerUnusable."""
    try:
        found = models.Connection.get_connection_from_secrets(SMTP)
    except AirflowNotFoundException:
        found = None
    return Means(_server(found), str(models.Variable.get(VARIABLE, default_var="")))


def _server(found: Any) -> Server | None:
    """A connection, its extras read as Airflow's own SMTP hook does."""
    if found is None:
        return None
    extra = found.extra_dejson
    if not found.host or extra.get("ssl_context") == "none" or extra.get("auth_type", "basic") != "basic":
        raise MailServerUnusable(f"{SMTP}: expected a host, verified certificates, and basic auth_type")
    tls: Tls = "none" if _set(extra, "disable_tls") else "starttls"
    if not _set(extra, "disable_ssl"):
        tls = "always"
    return Server(found.host, found.port or PORTS[tls], tls, found.login or "", found.password or "")


def _set(extra: dict[str, object], name: str) -> bool:
    return str(extra.get(name, "")).lower() in ("true", "1")
