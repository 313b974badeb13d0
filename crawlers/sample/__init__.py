"""Sample portals: invented government sites that answer over HTTP on this machine, so that all runs offline."""
