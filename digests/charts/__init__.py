"""Pictures that say more than a sentence, each with the table that says the same: records in, a `Chart` out."""

from digests.charts.counts import bars as bars
from digests.charts.counts import stacked as stacked
from digests.charts.goals import Goal as Goal
from digests.charts.goals import goals as goals
from digests.charts.picture import Chart as Chart
