"""Ask the person at the terminal (door: questionary, with prompt_toolkit beneath it)."""

import shutil
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ironwheel.errors import printable
from ironwheel.terminal import keys, lines, palette

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.layout import Container, HSplit
    from prompt_toolkit.styles import Style
    from questionary import Question

_DEFAULT_KEYS = ("Enter: take", "Tab: edit", "Ctrl-U: clear")
_BACK = "Shift-Tab: back"


class Questionnaire:
    """Questions that somebody else puts through questionary, asked in our way, and what was answered.

    Whoever puts them once more gets the same answers; only what is new or to be changed is asked.
    """

    def __init__(self) -> None:
        """Begin with nothing answered."""
        self.answers: dict[str, Any] = {}
        self._changing: set[str] = set()
        self._passed: list[str] = []
        self._is_fresh = True
        self._goes_back = False

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Take over what questionary is told to ask, as long as this lasts."""
        from questionary.prompts import AVAILABLE_PROMPTS

        prompts = cast("dict[str, Callable[..., Any]]", AVAILABLE_PROMPTS)
        theirs = dict(prompts)
        ours: dict[str, Any] = dict(theirs, checkbox=_check, input=_text, select=_select)
        prompts.update({name: partial(self._put, build) for name, build in ours.items()})
        self._passed, self._is_fresh = [], True
        try:
            with keys.ignored():
                yield
        finally:
            prompts.update(theirs)

    def change(self, question: str) -> None:
        """Have `question` asked again, with its answer as the default."""
        self._changing.add(question)

    def goes_back(self) -> bool:
        """Return whether the person has left a question for the one before it, which is to be asked again."""
        goes_back, self._goes_back = self._goes_back, False
        return goes_back

    def _put(self, build: "Callable[..., Question]", message: str, **options: Any) -> "_Put":
        options.pop("mouse_support", None)  # With it, nobody can mark text.
        return _Put(partial(self._answer, build, printable(message.strip()), options))

    def _answer(self, build: "Callable[..., Question]", question: str, options: dict[str, Any]) -> Any:
        if question in self.answers:
            answer, validate = self.answers[question], options.get("validate")
            if question not in self._changing and (validate is None or validate(answer) is True):
                self._passed.append(question)
                return answer
            if isinstance(answer, list):
                for choice in options["choices"]:
                    choice.checked = choice.value in answer
            else:
                options["default"] = answer
        if build in (_check, _select, _text):
            options["goes_back"] = bool(self._passed)
        made = build(question, style=_style(), **{**options, "qmark": "?"})
        if self._passed:
            _bind(made.application, "s-tab", self._go_back)
        self.answers[question] = _ask(made, is_fresh=self._is_fresh)
        self._is_fresh = False
        self._changing.discard(question)
        self._passed.append(question)
        return self.answers[question]

    def _go_back(self, event: "KeyPressEvent") -> None:
        self._changing.add(self._passed[-1])
        self._goes_back = True
        event.app.exit(exception=KeyboardInterrupt)


class _Put(NamedTuple):
    """What questionary takes for a question."""

    answer: Callable[[], Any]

    def unsafe_ask(self, _patch_stdout: bool) -> Any:
        """Return the answer."""
        return self.answer()


def agreed(question: str) -> bool:
    """Return whether the person says yes to `question`.

    Raises:
        KeyboardInterrupt: The person does not want to answer.
    """
    import questionary

    return bool(_ask(questionary.confirm(question, style=_style()), is_fresh=True))


def picked(question: str, choices: Mapping[str, str], *, by_letter: bool = False) -> str:
    """Return which of `choices` the person chooses.

    Args:
        question: What is asked.
        choices: Texts by what they stand for.
        by_letter: Whether the first letter of each chooses it.

    Raises:
        KeyboardInterrupt: The person does not want to answer.
    """
    import questionary

    width = shutil.get_terminal_size().columns - 4
    listed = [
        questionary.Choice(
            textwrap.shorten(printable(text), width, placeholder="…"),
            value,
            shortcut_key=text[0] if by_letter else False,
        )
        for value, text in choices.items()
    ]
    how: dict[str, Any] = {"use_shortcuts": by_letter, "use_jk_keys": not by_letter}
    return str(_ask(_select(question, choices=listed, style=_style(), **how), is_fresh=True))


def _text(
    question: str,
    default: str = "",
    validate: "Callable[[str], str | bool] | None" = None,
    multiline: bool = False,
    goes_back: bool = False,
    **options: Any,
) -> "Question":
    """Ask for a line of text; the default stands there until something is typed, and an error below."""
    import questionary
    from prompt_toolkit.document import Document
    from prompt_toolkit.filters import to_filter

    if multiline:
        return questionary.text(question, default, validate, multiline=True, **options)
    wrong, offered = "", default

    def ghost() -> "StyleAndTextTuples":
        return [("class:placeholder", printable(offered))]

    def below() -> "StyleAndTextTuples":
        known = [*(_DEFAULT_KEYS if offered and not buffer.text else ()), *([_BACK] if goes_back else ())]
        kind, text = ("class:wrong", wrong) if wrong else ("class:hint", " · ".join(known))
        return [(kind, lines.below(text))]

    def take(_event: "KeyPressEvent") -> None:
        if not buffer.text:
            buffer.document = Document(offered)

    def accept(event: "KeyPressEvent") -> None:
        nonlocal wrong
        take(event)
        verdict = validate(buffer.text) if validate else True
        if verdict is True:
            event.app.exit(result=buffer.text, style="class:accepted")
        else:
            wrong = lines.refusal(verdict)

    def clear(_event: "KeyPressEvent") -> None:
        nonlocal offered
        offered = offered if buffer.text else ""
        buffer.reset()

    def forget(_buffer: object) -> None:
        nonlocal wrong
        wrong = ""

    made = questionary.text(lines.asked(question, offered), placeholder=ghost, **options)
    layout, buffer = made.application.layout, made.application.current_buffer
    buffer.on_text_changed += forget
    layout.current_window.dont_extend_height = to_filter(True)
    _put_below(made.application, [layout.container], below)
    for key, act in {"enter": accept, "tab": take, "right": take, "c-u": clear}.items():
        _bind(made.application, key, act)
    return made


def _select(question: str, *, kind: str = "select", goes_back: bool = False, **options: Any) -> "Question":
    """Ask for one of several choices; long ones take more than one line."""
    import questionary
    from prompt_toolkit.filters import to_filter

    longest = max((str(choice.title) for choice in options["choices"]), key=len, default="")
    keys = [
        *(["Space: mark"] if kind == "checkbox" else ()),
        "letters or arrows" if options.get("use_shortcuts") else "arrows",
        *("Enter", _BACK)[: 1 + goes_back],
    ]
    wrong, validate = "", options.get("validate")

    def judge(chosen: list[str]) -> str | bool:
        nonlocal wrong
        verdict = validate(chosen) if validate else True
        wrong = "" if verdict is True else lines.below(lines.refusal(verdict))
        return verdict is True

    if kind == "checkbox":
        options["validate"] = judge
    made: Question = getattr(questionary, kind)(
        lines.asked(question, longest), instruction=f"({' · '.join(keys)})", **options
    )
    for window in made.application.layout.find_all_windows():
        window.wrap_lines = to_filter(True)
    if kind == "checkbox":
        # The last part is a toolbar for what is wrong: far away, and not there on every terminal.
        parts = cast("HSplit", made.application.layout.container).children[:-1]
        _put_below(made.application, parts, lambda: [("class:wrong", wrong)])
    return made


_check = partial(_select, kind="checkbox")


def _put_below(
    application: "Application[Any]", parts: "Sequence[Container]", told: "Callable[[], StyleAndTextTuples]"
) -> None:
    """Show what is `told` below the `parts` of a question, as long as it is asked."""
    from prompt_toolkit.filters import is_done
    from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window

    note = ConditionalContainer(Window(FormattedTextControl(told), dont_extend_height=True), ~is_done)
    application.layout = Layout(HSplit([*parts, note]), application.layout.current_window)


def _ask(question: "Question", *, is_fresh: bool) -> Any:
    """Return the answer to `question`; if it `is_fresh`, to what was typed before no question belongs."""

    def leave(event: "KeyPressEvent") -> None:
        buffer = event.app.current_buffer
        if not buffer.text:
            event.app.exit(exception=EOFError)

    if is_fresh:
        _forget_typed(question.application)
    _bind(question.application, "c-d", leave)
    try:
        return question.unsafe_ask()
    except EOFError as error:
        raise KeyboardInterrupt from error


def marked(question: str, choices: Mapping[str, tuple[str, bool]]) -> list[str]:
    """Return what the person marks of `choices`, each with what to show and whether it is marked at first.

    Raises:
        KeyboardInterrupt: The person does not want to answer.
    """
    import questionary

    listed = [
        questionary.Choice(title, value=name, checked=is_marked)
        for name, (title, is_marked) in choices.items()
    ]
    return list(_ask(_check(question, choices=listed, style=_style()), is_fresh=True))


def _forget_typed(application: "Application[Any]") -> None:
    """Drop the keys that were pressed before anything was asked."""
    from prompt_toolkit.input.typeahead import clear_typeahead

    clear_typeahead(application.input)
    keys.drop()


def _bind(application: "Application[Any]", key: str, act: "Callable[[KeyPressEvent], None]") -> None:
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    more = KeyBindings()
    more.add(key)(act)
    known = [application.key_bindings] if application.key_bindings else []
    application.key_bindings = merge_key_bindings([*known, more])


def _style() -> "Style":
    from prompt_toolkit.styles import Style

    return Style(palette.questions())
