"""From files to obligations to tables: readers, structure, assembly, store and views.

The way in for Python and notebooks: ``pipeline.make_run`` and ``pipeline.open_run`` give a run, and ``pipeline.api``
says what can be asked of it. Both are loaded when they are first named: ``duban --help`` need not wait for them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import make_run, open_run

__all__ = ["make_run", "open_run"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
