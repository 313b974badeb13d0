"""What Airflow itself keeps for the mail: the connection to the server, and perhaps the recipients."""

from __future__ import annotations

from airflow.sdk import Connection, Variable
from airflow.sdk.exceptions import AirflowNotFoundException

from digests.mail import MailServerUnusable, Server
from digests.mail.server import PORTS, Tls

SMTP = "smtp_default"
RECIPIENTS = "aozora_recipients"


def server() -> Server | None:
    """The connection `smtp_default`, its extras read as Airflow's own SMTP hook does; None when there is none.

    Raises MailServerUnusable.
    """
    try:
        found = Connection.get(SMTP)
    except AirflowNotFoundException:
        return None
    extra = found.extra_dejson
    if not found.host or extra.get("ssl_context") == "none" or extra.get("auth_type", "basic") != "basic":
        raise MailServerUnusable(f"{SMTP}: expected a host, verified certificates, and basic auth_type")
    tls: Tls = "none" if _set(extra, "disable_tls") else "starttls"
    if not _set(extra, "disable_ssl"):
        tls = "always"
    return Server(found.host, found.port or PORTS[tls], tls, found.login or "", found.password or "")


def recipients() -> str:
    """The list of recipients as YAML, where it is kept as a Variable; empty when it is not."""
    return str(Variable.get(RECIPIENTS, default=""))


def _set(extra: dict[str, object], name: str) -> bool:
    return str(extra.get(name, "")).lower() in ("true", "1")
