"""Files that were damaged on the way: cut off or written over at any place."""

from hypothesis import strategies as st

from pipeline.readers import read_bytes
from pipeline.readers.errors import UnreadableFile


def damaged(sample: bytes) -> st.SearchStrategy[bytes]:
    """The bytes of a file with noise at one place, and nothing or the rest behind it."""

    def damage(at: int, noise: bytes, cut: bool) -> bytes:
        return sample[:at] + noise + (b"" if cut else sample[at + len(noise) :])

    return st.builds(damage, st.integers(0, len(sample)), st.binary(max_size=20), st.booleans())


def reads_or_refuses(data: bytes) -> None:
    """A reader reads the bytes or says why it does not; whatever else it raises fails the test."""
    try:
        read_bytes(data)
    except UnreadableFile as refused:
        assert refused.code
