"""A folder of pages in which only what has changed is written, and what is no longer made goes away."""

from __future__ import annotations

from pathlib import Path


class Folder:
    """Where a build's files land; each is replaced in one step, so that readers never see half a page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written = 0
        self._kept: set[str] = set()

    def put(self, name: str, content: bytes) -> None:
        """Write a file unless these bytes are there."""
        self._kept.add(name)
        path = self.root / name
        if path.exists() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        draft.write_bytes(content)
        draft.replace(path)
        self.written += 1

    def prune(self) -> None:
        """Remove what this build has not made."""
        for path in sorted(self.root.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(self.root).as_posix() not in self._kept:
                path.unlink()

    def __len__(self) -> int:
        return len(self._kept)
