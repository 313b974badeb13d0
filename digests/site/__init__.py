"""What was published as pages: one source, a build for everybody and one for the stakeholders."""

from digests.site.building import build as build
from digests.site.content import Content as Content
