"""Ask the person at the terminal to agree (door: questionary)."""


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
