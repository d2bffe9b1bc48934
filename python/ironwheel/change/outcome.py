"""What becomes of one path on which a template and a person have both worked."""

from typing import NamedTuple

from ironwheel.vcs.merging import Conflict
from ironwheel.vcs.repository import Entry


class Note(NamedTuple):
    """What the person should know of a path: a word for a list, and what follows the path in a sentence."""

    word: str
    text: str


DELETED = Note("deleted", ": you deleted it, so it stays deleted")
KEPT = Note("kept", ": the template deleted it, but you changed it")
BOTH = Note("merged", ": both sides added to the same place; see whether that fits together")
PREFERRED = Note("yours", ": both sides changed the same place; yours is kept")


class Outcome(NamedTuple):
    """What comes of a path.

    Args:
        before: The file that is there.
        after: The file that is to be there; with marks in it where the sides do not agree.
        conflict: The sides, where the person has to choose between them.
        source: The path that the file comes from, if that is another.
        note: What to say of it.
        is_tracked: Whether git knows it; otherwise it has only been found in the work tree.
    """

    before: Entry | None = None
    after: Entry | None = None
    conflict: Conflict | None = None
    source: str = ""
    note: Note | None = None
    is_tracked: bool = True

    @property
    def is_change(self) -> bool:
        """Whether anything is to be done about it."""
        return self.conflict is not None or self.before != self.after

    @property
    def modes(self) -> tuple[int | None, int | None]:
        """The modes of the file that is there and of the one that is to be there."""
        return self.before and self.before.mode, self.after and self.after.mode
