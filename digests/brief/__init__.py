"""Two pages for a visit: what a partner place has in force, what was done together, what to ask and to offer."""

from digests.brief.build import LIMITS as LIMITS
from digests.brief.build import Brief as Brief
from digests.brief.build import Limits as Limits
from digests.brief.build import Pair as Pair
from digests.brief.build import build as build
