"""Whether a run that read something can be believed: judged by itself and by its source's own earlier months."""
