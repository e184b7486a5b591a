"""The end of the exercise: war aims line by line, and what ended it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from wargame.tui.base_screen import BaseScreen, bindings_of, titled
from wargame.tui.footer import Footer
from wargame.tui.header import BADGES, Header
from wargame.tui.lines import Line, bar, fit, wrap
from wargame.tui.pane import Pane, Row
from wargame.tui.status import Status

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wargame.model.view import View
    from wargame.tui.inks import Inks


class AimsPane(Pane):
    """All lines of one team's war aims with their shares and points."""

    letter: ClassVar[str] = ""

    def __init__(self, inks: Inks, team: str, view: View) -> None:
        super().__init__(inks, id=f"aims_{team}")
        self._team, self._view = team, view

    def build(self, width: int) -> list[Row]:
        """Operational half, political half, sums."""
        rows: list[Row] = []
        total = 0
        for half in ("operational", "political"):
            scores = [score for score in self._view.scores if score.team == self._team and score.half == half]
            points = sum(score.points for score in scores)
            total += points
            weight = sum(score.weight for score in scores)
            rows.append(
                Row(
                    (
                        (
                            (f"{half.capitalize()}  ", "text+b"),
                            (f"{points / 100:.1f} of {weight}", f"{self._team}+b"),
                        ),
                    )
                )
            )
            for score in scores:
                name = f"{score.title} (hidden)" if score.hidden else score.title
                title = wrap(name, max(width - 2, 10))
                why = wrap(f"{score.measure}: {score.reason}", max(width - 2, 10))
                share: Line = (
                    ("  ", "text"), *bar(score.share, 10000, max(min(width - 22, 20), 4), self._team),
                    (f" {score.points / 100:>5.1f} of {score.weight}", "text+b"),
                )  # fmt: skip
                told = (*(((f"  {drawn[0][0]}", "muted"),) for drawn in title), share)
                rows.append(Row((*told, *(((f"  {drawn[0][0]}", "muted"),) for drawn in why))))
            rows.append(Row(((),)))
        rows.append(Row(((("Together ", "text+b"), (f"{total / 100:.1f}", f"{self._team}+b")),)))
        return rows


class EndScreen(BaseScreen):
    """Scores of all teams side by side; below 100 columns one beside the other by number."""

    mode: ClassVar[str] = "report"
    pane_ids: ClassVar[tuple[str, ...]] = ("aims_ankara", "aims_moscow", "aims_damascus")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("report")

    def __init__(self, seat: str) -> None:
        super().__init__()
        self._seat = seat

    def compose(self) -> ComposeResult:
        """Three columns."""
        game = self.game
        self.view = game.desk.view(self._seat)
        yield Header(game.inks)
        with Horizontal(id="body"):
            for team in ("ankara", "moscow", "damascus"):
                yield AimsPane(game.inks, team, self.view)
        yield Status(game.inks)
        yield Footer(game.inks, self.mode, game.rebound)

    def on_mount(self) -> None:
        """Titles and what ended it."""
        view = self.view
        if view is None:
            return
        ended = next((event for event in view.events if event.kind == "session_ended"), None)
        words = ended.sentence if ended is not None else "The last day is over."
        self.header.show(
            ((" END ", "amber+r"), (f" {view.title}", "text+b"), (f" · {fit(words, 90).rstrip()}", "muted"))
        )
        weighed = f" ({view.weighing})" if view.weighing else ""
        for team in ("ankara", "moscow", "damascus"):
            titled(self.query_one(f"#aims_{team}"), f"War aims of {BADGES[team].title()}{weighed}")
        self.query_one("#aims_ankara").focus()
        self.status.tell("q leaves. The save holds every turn: wargame replay shows them.", "muted")

    def action_report_close(self) -> None:
        """There is nothing after the end but leaving."""
        self.status.tell("The exercise is over; q leaves.", "muted")

    def action_table_challenge(self) -> None:
        """Nothing is reconsidered after the end."""
        self.action_report_close()

    def action_report_next(self) -> None:
        """Down."""
        self._step(0, 1)

    def action_report_previous(self) -> None:
        """Up."""
        self._step(0, -1)

    def action_report_locate(self) -> None:
        """There is no map here."""
        self.action_report_close()
