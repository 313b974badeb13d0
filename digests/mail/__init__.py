"""The mail: text first, one message a recipient, sent once and written down."""

from digests.mail.delivery import Outcome as Outcome
from digests.mail.delivery import Outcomes as Outcomes
from digests.mail.delivery import send as send
from digests.mail.delivery import unsettled as unsettled
from digests.mail.letter import EDITION as EDITION
from digests.mail.letter import Attached as Attached
from digests.mail.letter import addressed as addressed
from digests.mail.letter import compose as compose
from digests.mail.letter import finished as finished
from digests.mail.letter import keep as keep
from digests.mail.letter import trial as trial
from digests.mail.server import MailServerUnusable as MailServerUnusable
from digests.mail.server import Manner as Manner
from digests.mail.server import Server as Server
