"""A year of the monthly in one volume, by month or by place: records in, pages out, as the programme bound it."""

from digests.volume.book import Volume as Volume
from digests.volume.book import volume as volume
from digests.volume.chapters import PIVOTS as PIVOTS
from digests.volume.chapters import Pivot as Pivot
from digests.volume.year import FullTranslation as FullTranslation
from digests.volume.year import Issue as Issue
from digests.volume.year import ItemUnknown as ItemUnknown
from digests.volume.year import Year as Year
from digests.volume.year import months as months
