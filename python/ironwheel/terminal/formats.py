"""The format in which a command prints what it has found, as an option."""

TYPE_CHECKING = False  # `typing` is slow to import
if TYPE_CHECKING:
    from argparse import _ActionsContainer


def option(parser: "_ActionsContainer", *formats: str) -> None:
    """Declare the option that chooses one of `formats`; the first is the default."""
    first, *middle, last = (f"{formats[0]} (the default)", *formats[1:])
    parser.add_argument(
        "--output-format",
        metavar="FORMAT",
        choices=formats,
        default=formats[0],
        help=f"{', '.join([first, *middle])} or {last}",
    )
