"""What a workflow is made of, as data.

A workflow module names its states and transitions with these classes and holds no code of its own
beyond the functions it refers to. From the same data come Frappe's Workflow document (`sync`), the
guard on every save (`guard`), the action method (`action`), what the form shows (`next_steps`) and
who gets a mail (`fokus_app.notifications`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from frappe.model.document import Document

#: A requirement returns what is missing as a sentence in the user's language, or None.
Requirement = Callable[[Document], str | None]
#: An effect changes the record before it is saved, or other records afterwards.
Effect = Callable[[Document], None]


def judges(*fields: str) -> Callable[[Requirement], Requirement]:
	"""Mark a requirement that judges the value of these fields: where an action asks for one of them,
	the requirement stands in nobody's way before they have answered."""

	def mark(requirement: Requirement) -> Requirement:
		requirement.judges = frozenset(fields)
		return requirement

	return mark


class Who(str, Enum):
	"""Whom a transition or a mail is about; `fokus_app.people` finds the persons."""

	HR_CLERK = "HR Clerk"
	NOMINATOR = "Nominator"
	MANAGER = "Manager"
	PREVIOUS_MANAGER = "Previous Manager"
	LEAD = "Programme Lead"
	CANDIDATE = "Candidate"
	ONESELF = "Self-Nominated"
	MENTOR = "Mentor"
	MENTEE = "Mentee"
	ORGANISER = "Organiser"
	APPROVER = "Approver"
	INVITED = "Invited"
	NEWLY_INVITED = "Newly Invited"
	ATTENDEES = "Attendees"
	PANEL = "Panel"
	FORMER_PANEL = "Former Panel"


class Reason(str, Enum):
	"""How an action asks why: free text, or a category with an optional text."""

	TEXT = "text"
	CATEGORY = "category"


@dataclass(frozen=True)
class State:
	"""One state. `colour` is Frappe's style name; `waits_for` is who has to act next (the first who
	can be found); a `decision` that waits becomes overdue; a `closed` state ends the case."""

	name: str
	colour: str = ""
	waits_for: tuple[Who, ...] = ()
	decision: bool = False
	closed: bool = False


@dataclass(frozen=True)
class Transition:
	"""One action from one state.

	target: a state, or a tuple of states of which `target_field` of the record holds the right one.
	needs: fields that must be filled; the dialog asks for those that are not.
	offers: fields the dialog also shows, already filled or optional.
	checks: further requirements. sets: what changes in the record itself before it is saved.
	effects: what follows in other records. mails: who is written to (others_only: but not who acts).
	attaches: what goes out with the mail to a person (a `people.Person`) who is written to as that `Who`.
	personal: variables of that mail that are made for this person alone (a link with a key, say).
	"""

	action: str
	source: str
	target: str | tuple[str, ...]
	who: tuple[Who, ...]
	needs: tuple[str, ...] = ()
	offers: tuple[str, ...] = ()
	reason: Reason | None = None
	categories: tuple[str, ...] = ()
	checks: tuple[Requirement, ...] = ()
	sets: tuple[Effect, ...] = ()
	effects: tuple[Effect, ...] = ()
	mails: tuple[Who, ...] = ()
	target_field: str = ""
	others_only: bool = False
	attaches: Callable[[Document, Who, Any], list[dict]] | None = None
	personal: Callable[[Document, Who, Any], dict[str, str]] | None = None

	@property
	def targets(self) -> tuple[str, ...]:
		return (self.target,) if isinstance(self.target, str) else self.target

	@property
	def stays(self) -> bool:
		"""True when the state remains: such an act is not part of Frappe's Workflow, which would
		carry it out as a save without a trace; only the action method does it."""
		return self.target == self.source

	def resolve_target(self, doc: Document) -> str | None:
		"""The state this action leads to for `doc`, None where the record names none."""
		if not self.target_field:
			return self.targets[0]
		remembered = doc.get(self.target_field)
		return remembered if remembered in self.targets else None


@dataclass(frozen=True)
class EditRule:
	"""`who` may change `fields` by hand while the record is in one of `states`.

	An empty state stands for the record that is just being made.
	"""

	who: tuple[Who, ...]
	states: tuple[str, ...]
	fields: tuple[str, ...]


#: the state of a record that is not saved yet, in an EditRule
NEW = ""


@dataclass(frozen=True)
class WorkflowDefinition:
	"""A whole workflow of one doctype.

	mail_prefix: begins the events of its mails. hints: sentences that a form shows while they hold, beside what
	single actions lack. edits: who may change what by hand; what no rule
	names only the engine writes. waits_instead: for whom a record waits (the person, then a deputy) whatever its
	state says, while that is so.
	"""

	doctype: str
	name: str
	states: tuple[State, ...]
	transitions: tuple[Transition, ...]
	mail_prefix: str
	edits: tuple[EditRule, ...] = ()
	hints: tuple[Requirement, ...] = ()
	waits_instead: Callable[[Document], list[str]] | None = None
	by_name: dict[str, State] = field(init=False, compare=False, hash=False)

	def __post_init__(self):
		object.__setattr__(self, "by_name", {state.name: state for state in self.states})
		seen: set[tuple[str, str]] = set()
		moves: set[tuple[str, str]] = set()
		for transition in self.transitions:
			if (transition.source, transition.action) in seen:
				raise ValueError(f"{self.name}: {transition.action} twice from {transition.source}")
			seen.add((transition.source, transition.action))
			for target in transition.targets:
				if target not in self.by_name or transition.source not in self.by_name:
					raise ValueError(f"{self.name}: unknown state in {transition.action}")
				if transition.stays:
					continue
				# a plain save shows only the two states: they must tell the action
				if (transition.source, target) in moves:
					raise ValueError(f"{self.name}: two actions from {transition.source} to {target}")
				moves.add((transition.source, target))

	@property
	def first_state(self) -> str:
		return self.states[0].name

	@property
	def open_states(self) -> tuple[str, ...]:
		return tuple(state.name for state in self.states if not state.closed)

	def from_state(self, state: str | None) -> tuple[Transition, ...]:
		return tuple(t for t in self.transitions if t.source == state)

	def by_action(self, state: str | None, action: str) -> Transition | None:
		return next((t for t in self.from_state(state) if t.action == action), None)

	def by_move(self, source: str | None, target: str | None) -> Transition | None:
		"""The action that leads from `source` to `target` (two different states), or None."""
		return next((t for t in self.from_state(source) if not t.stays and target in t.targets), None)

	def mail_event(self, transition: Transition, recipient: Who) -> str:
		"""The event of the mail that `recipient` gets, e.g. candidate_nominate_manager."""
		return "_".join((self.mail_prefix, _slug(transition.action), _slug(recipient)))

	def of_mail_event(self, event: str) -> tuple[Transition, Who]:
		"""The transition and the recipient that `event` stands for; raises KeyError where there is none."""
		for transition in self.transitions:
			for who in transition.mails:
				if self.mail_event(transition, who) == event:
					return transition, who
		raise KeyError(event)

	def mail_events(self) -> list[str]:
		"""Every mail event of this workflow, each once."""
		return list(dict.fromkeys(self.mail_event(t, who) for t in self.transitions for who in t.mails))


def from_each(sources: tuple[str, ...], **transition) -> tuple[Transition, ...]:
	"""The same action from several states."""
	return tuple(Transition(source=source, **transition) for source in sources)


def _slug(text: str) -> str:
	return text.lower().replace(" ", "_")
