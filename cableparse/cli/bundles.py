"""Options that several commands take, written once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

Command = Callable[..., None]


def takes(**bundles: Callable[..., Any]) -> Callable[[Command], Command]:
    """Give a command the options of `bundles`.

    A bundle is a function; its parameters become options of the command line, and the command gets what it returns as
    the parameter of that name.
    """

    def decorate(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True)
        added = {name: inspect.signature(make, eval_str=True).parameters for name, make in bundles.items()}

        @functools.wraps(command)
        def with_options(**given: Any) -> None:
            made = {
                name: bundles[name](**{option: given.pop(option) for option in options})
                for name, options in added.items()
            }
            command(**given, **made)

        kept = [parameter for parameter in own.parameters.values() if parameter.name not in bundles]
        both = [*kept, *(parameter for options in added.values() for parameter in options.values())]
        in_any_order = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in both]
        with_options.__signature__ = own.replace(parameters=in_any_order)  # type: ignore[attr-defined]
        with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in both}
        return with_options

    return decorate
