"""Options and arguments that cannot be used, told in the language of all other messages."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from pipeline.commands.console import print_error
from pipeline.lang import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

# typer exports its kinds of wrong use, but not what they have in common
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_CODES = {"NoSuchOption": "usage_unknown", "MissingParameter": "usage_missing", "BadParameter": "usage_value"}


class Commands(TyperGroup):
    """The commands of duban, whose wrong use is two lines, what is wrong and what to do, and exit code 2."""

    def parse_args(self, ctx: Any, args: "Sequence[str]") -> "list[str]":
        """Keep the words of the command, since the language of an error is one of its own options."""
        ctx.obj = tuple(args)
        return super().parse_args(ctx, list(args))

    def invoke(self, ctx: Any) -> object:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except _UsageError as error:
            if type(error).__name__ == "NoArgsIsHelpError":  # duban run alone shows its help
                raise
            code = _CODES.get(type(error).__name__, "usage_wrong")
            print_error(code, language_of(ctx.obj), _fields(error, ctx.command_path))
            raise typer.Exit(2) from None


def language_of(words: "Sequence[str]") -> Lang:
    """The language that a command line asks for, which may be wrong in all else."""
    return "en" if "--lang=en" in words or ("--lang", "en") in pairwise(words) else "zh"


def _fields(error: Any, program: str) -> dict[str, str]:
    """What the message says of an error: the option or argument, what is wrong with its value, the command."""
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", "")
    if parameter is not None:
        name = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
    command = error.ctx.command_path if error.ctx else program
    detail = str(error.message).removeprefix("Value error, ").rstrip(".")
    return {"name": name, "detail": detail, "command": command}
