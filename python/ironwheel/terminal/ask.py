"""Ask the person at the terminal to agree, or to choose (door: questionary)."""

from collections.abc import Mapping


def agreed(question: str) -> bool:
    """Return whether the person says yes to `question`.

    Raises:
        KeyboardInterrupt: The person does not want to answer.
    """
    import questionary

    try:
        return bool(questionary.confirm(question).unsafe_ask())
    except EOFError as error:
        raise KeyboardInterrupt from error


def chosen(question: str, choices: Mapping[str, tuple[str, bool]]) -> list[str]:
    """Return what the person marks of `choices`, each with what to show and whether it is marked at first.

    Raises:
        KeyboardInterrupt: The person does not want to answer.
    """
    import questionary

    listed = [
        questionary.Choice(title, value=name, checked=is_marked)
        for name, (title, is_marked) in choices.items()
    ]
    try:
        return list(questionary.checkbox(question, listed).unsafe_ask())
    except EOFError as error:
        raise KeyboardInterrupt from error
