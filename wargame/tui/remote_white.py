"""The white cell's keys that there are only at a host: questions, challenges, observations, branches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wargame.tui.ask import Ask
from wargame.tui.remote_keys import TableKeys
from wargame.tui.say_form import SayForm

if TYPE_CHECKING:
    from wargame.host.faces import ChallengeFace, RfiFace

WAITING = ("open", "claimed", "pending")
MOST = 12
"""Questions or challenges shown at once."""


class WhiteKeys(TableKeys):
    """A part of `RemoteApp`."""

    # ---- questions ----

    def ask_white(self) -> None:
        """A team asks; the white cell sees to the questions that wait."""
        if self.table.seat != "white":
            super().ask_white()
            return
        waiting = [face for face in self.table.mirror.rfis.values() if face.state in WAITING]
        if not waiting:
            self._tell("No question is open.", "muted")
        elif len(waiting) == 1:
            self._question(waiting[0])
        else:
            options = tuple(
                (face.id, f"{face.seat}: {face.text[:46]}{_owner(face)}") for face in waiting[:MOST]
            )
            question = Ask(self.inks, "Questions", [], options)
            held = {face.id: face for face in waiting}
            self.push_screen(question, lambda item: self._question(held[item]) if item else None)

    def _question(self, face: RfiFace) -> None:
        words = [f"{face.seat} asks{_owner(face)}: {face.text}"]
        options = [("answer", "answer it: only this seat reads it")]
        if face.state == "pending":
            words.append(f"The answer that waits: {face.answer}")
            options.insert(0, ("send", "send the answer that waits"))
        options += [
            ("draft", "write an answer for review"), ("claim", "see to it myself"), ("refuse", "refuse it")
        ]  # fmt: skip
        self.push_screen(
            Ask(self.inks, "Question", words, tuple(options)), lambda way: self._handled(face, way)
        )

    def _handled(self, face: RfiFace, way: str | None) -> None:
        if way == "send":
            self._do(lambda: self.table.operate("answer_rfi", item=face.id, verdict="released"), "Answered.")
        elif way == "claim":
            self._do(lambda: self.table.operate("claim_rfi", item=face.id), "You see to it.")
        elif way in ("answer", "draft", "refuse"):
            told = {"answer": "Answer", "draft": "Answer for review", "refuse": "Why it is refused"}
            form = SayForm(self.inks, f"{told[way]} to {face.seat}", face.text, 1000)
            self.push_screen(form, lambda words: self._worded(face, way, words))

    def _worded(self, face: RfiFace, way: str, words: str | None) -> None:
        if words is None:
            return
        if way == "draft":
            self._do(
                lambda: self.table.operate("draft_rfi", item=face.id, text=words), "It waits."
            )
            return
        verdict = "released" if way == "answer" else "refused"
        self._do(
            lambda: self.table.operate("answer_rfi", item=face.id, verdict=verdict, text=words), "Answered."
        )

    # ---- challenges ----

    def challenge(self, number: int) -> None:
        """A leader challenges an event of the own report."""
        form = SayForm(self.inks, "Challenge this ruling", "On what ground? The white cell decides.", 300)
        self.push_screen(form, lambda ground: self._challenged(number, ground))

    def _challenged(self, number: int, ground: str | None) -> None:
        if ground is not None:
            self._do(lambda: self.table.challenge(number, ground), "The white cell decides.")

    def challenges(self) -> None:
        """The white cell decides what teams have challenged."""
        held = {c.id: c for c in self.table.mirror.challenges.values() if c.state == "open"}
        if not held:
            self._tell("No challenge is open.", "muted")
            return
        options = tuple((c.id, f"{c.seat}: {c.ground[:56]}") for c in list(held.values())[:MOST])
        question = Ask(self.inks, "Challenges", [], options)
        self.push_screen(question, lambda item: self._decide(held[item]) if item else None)

    def _decide(self, face: ChallengeFace) -> None:
        view = self.table.mirror.view
        events = view.events if view is not None else ()
        words = [event.sentence for event in events if event.number == face.event]
        options = (
            ("upheld", "the ruling stands"), ("overturned", "the ruling was wrong"), ("noted", "noted")
        )  # fmt: skip
        question = Ask(self.inks, f"{face.seat}: {face.ground}"[:70], words, options)
        self.push_screen(question, lambda verdict: self._decided(face, verdict))

    def _decided(self, face: ChallengeFace, verdict: str | None) -> None:
        if verdict is not None:
            form = SayForm(self.inks, f"{verdict.capitalize()}: what is {face.seat} told?", face.ground, 500)
            self.push_screen(form, lambda words: self._told(face, verdict, words))

    def _told(self, face: ChallengeFace, verdict: str, words: str | None) -> None:
        given = {"item": face.id, "verdict": verdict, "text": words or ""}
        self._do(lambda: self.table.operate("decide_challenge", **given), "Decided.")

    # ---- observations ----

    def observe(self) -> None:
        """One line on the play."""
        form = SayForm(
            self.inks, "Observation", "#objective @team, and + (sustain) or - (improve) at the end.", 300,
            self._unkept,
        )  # fmt: skip
        self.push_screen(form, self._observed)

    _unkept = ""
    """A line that the host did not take: the next form begins with it."""

    def _observed(self, words: str | None) -> None:
        if words is None:
            return
        self._unkept = words
        self._do(lambda: self._observe(words), "Noted.")
        if not self._unkept and self.table.note:
            self._tell(self.table.note, "amber")

    def _observe(self, words: str) -> None:
        self.table.operate("observe", text=words)
        self._unkept = ""

    # ---- branches ----

    def branch(self) -> None:
        """Another future from the close of a past turn, in a save beside the save."""
        last = self.table.turn - 1
        options = tuple(
            (str(turn), f"from the close of turn {turn}" if turn else "from the start")
            for turn in range(last, -1, -1)
        )
        words = ["The session goes on; the other future is a save of its own, for `wargame host`."]
        self.push_screen(Ask(self.inks, "Branch", words, options), self._branch_named)

    def _branch_named(self, turn: str | None) -> None:
        if turn is None:
            return
        words = "Small letters, digits and _: it becomes a part of the file's name."
        form = SayForm(self.inks, "What is it called?", words, 40, f"turn_{turn}")
        self.push_screen(form, lambda name: self._branched(int(turn), name))

    def _branched(self, turn: int, name: str | None) -> None:
        if name is None:
            return
        if re.fullmatch(r"[a-z0-9][a-z0-9_]{0,39}", name) is None:
            self._tell("A name has small letters, digits and _.", "alarm")
            return
        self._do(lambda: self.table.operate("branch", item=name, turn=turn), "")
        if self.table.note:
            self._tell(f"{self.table.note}; `wargame host` starts it.", "good")


def _owner(face: RfiFace) -> str:
    return f" ({face.owner})" if face.owner else ""
