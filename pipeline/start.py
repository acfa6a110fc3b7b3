"""The entry point of ``duban``: a run that is stopped (Ctrl-C, SIGTERM) ends with a line that says how to go on.

Little is imported here, since the first second of a command, in which libraries load, may be the one that is stopped.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

_STOPPED = 128  # exit codes of what a signal ended, as shells write them


class Stopped(BaseException):
    """The signal that asks a command to end. No ``KeyboardInterrupt``: typer would make “Aborted!” of that."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main() -> None:
    """Run the command line; all that was read is kept by then, and no half output is left."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup and & ask for that
            signal.signal(number, _stop)
    try:
        from pipeline.cli import main as run_commands

        run_commands()
    except Stopped as stop:
        _end(stop.number)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)


def _end(number: int) -> NoReturn:
    for again in (signal.SIGINT, signal.SIGTERM):
        signal.signal(again, signal.SIG_IGN)
    from pipeline.commands.wrong_use import language_of
    from pipeline.messages import say

    code = "stopped_run" if "run" in sys.argv[1:2] else "stopped"
    sys.stderr.write(f"\n{say(code, language_of(sys.argv))}\n")
    sys.stderr.flush()
    raise SystemExit(_STOPPED + number)
