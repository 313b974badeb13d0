"""Chinese government text into Japanese and English: what is sure is said, what is not is refused."""
