"""What the base page and the pages of this package are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_noop

from samverkan.ui.forms import ExampleForm, Form, shown_value
from samverkan.ui.wheel import Line, Mark, MonthOfLines, Ring, Wheel, draw, in_months


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the navigation. `title` is already in the reader's language."""

    title: str
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class NavigationSection:
    """Entries of the navigation that belong together; the first section needs no title.

    One with a title can be folded; the one that the reader is in stands open.
    """

    title: str
    entries: tuple[NavigationItem, ...]

    @property
    def is_current(self) -> bool:
        """Tell whether the reader is on a page of it."""
        return any(entry.is_current for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in. `party` is the code of a `ground.words.Party`; `function` and `address` may be empty.

    `address` leads to the person's own page.
    """

    name: str
    function: str = ""
    party: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that surrounds a page: filled in by the roof, shown by `ui/base.html`.

    `log_out_address` is where the log-out form posts; without it, or without a person, there is no
    such button. `home_address` is where the wordmark leads. `language` and `other_language` are codes
    ("sv", "en"). `is_demo` shows on every page that persons and figures are invented. `thread_address` leads to the
    page's thing in the red thread, where it has a place there, `onward` to the step that comes after it.
    """

    navigation: tuple[NavigationSection, ...] = ()
    person: Person | None = None
    language: str = "sv"
    other_language: str = "en"
    is_demo: bool = False
    today: date | None = None
    home_address: str = "/"
    log_out_address: str = ""
    thread_address: str = ""
    onward: NavigationItem | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way here."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One view among several of the same thing; `count` is shown beside the title."""

    title: str
    address: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Name and value in a summary list, with a note under it and a link beside it."""

    label: str
    value: object
    note: str = ""
    address: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One dated line of a timeline. `party` and `status` are codes or Words."""

    day: date
    title: str
    text: str = ""
    address: str = ""
    party: str = ""
    status: str = ""
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process; `state` is done, current or coming."""

    title: str
    state: str
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause in two versions; an empty text means that the version lacks it."""

    label: str
    before: str
    after: str

    @classmethod
    def between(cls, form: Form, stored: Mapping[str, Any]) -> tuple[Difference, ...]:
        """Return the fields where what is stored now is not what was typed; `stored` is by the field's name."""
        rows = []
        for name, value in stored.items():
            field = form.fields[name]
            label = getattr(field, "label_of", str)
            before, after = shown_value(value, label), shown_value(form.cleaned_data.get(name), label)
            if before != after:
                rows.append(cls(str(field.label), before, after))
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The states of one subject, on the style page."""

    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit, source and day."""

    value: str
    label: str
    source: str
    day: date
    unit: str = ""


COLOURS = (
    ("ground", gettext_noop("Ground")),
    ("surface", gettext_noop("Surface")),
    ("sunken", gettext_noop("Sunken")),
    ("ink", gettext_noop("Ink")),
    ("accent", gettext_noop("Product")),
    ("municipality", gettext_noop("The municipality")),
    ("police", gettext_noop("The police")),
    ("good", gettext_noop("Fulfilled")),
    ("soon", gettext_noop("Due")),
    ("bad", gettext_noop("Breached")),
)
"""The colours of the style page: code of the swatch and message id."""

STATUSES = (
    StatusGroup(gettext_noop("The mirror"), ("fulfilled", "due", "breached", "cannot_be_judged", "not_applicable")),
    StatusGroup(
        gettext_noop("Agreements and annexes"),
        (
            "draft",
            "under_review",
            "awaiting_signatures",
            "signed",
            "coming",
            "in_force",
            "extended",
            "superseded",
            "ended",
            "valid",
            "not_valid",
        ),
    ),
    StatusGroup(
        gettext_noop("Decisions and meetings"),
        ("proposed", "awaiting_decision", "decided", "deferred", "rejected", "booked", "held", "cancelled"),
    ),
    StatusGroup(
        gettext_noop("Work and messages"),
        ("open", "late", "stale", "unread", "sent", "received", "unanswered", "vacant"),
    ),
)
"""The states that the style page shows, by subject."""

EXAMPLE_FACTS = (
    Fact("Parter", "Björkåsa stadsdelsförvaltning och lokalpolisområde Björkåsa"),
    Fact("Gäller från", "1 mars 2024", note="tills vidare", address="#facts", action="Ändra"),
    Fact("Överordnat avtal", "Övergripande samverkansöverenskommelse 2024", address="#facts", action="Öppna"),
    Fact("Diarienummer hos polisen", ""),
)
EXAMPLE_EVENTS = (
    Event(date(2023, 12, 5), "Överenskommelsen undertecknad", "Fyra likalydande exemplar.", status="signed"),
    Event(
        date(2024, 3, 1),
        "Överenskommelsen träder i kraft",
        "Den ersätter överenskommelsen från 2019.",
        address="#timeline",
        status="in_force",
    ),
    Event(date(2024, 9, 17), "Kommunen meddelar ny chef för trygghetsenheten", party="municipality"),
    Event(date(2025, 2, 4), "Polisen underrättar om ändrat lokalpolisområde", party="police"),
    Event(date(2027, 2, 28), "Årlig revidering av åtgärdsplanen", status="planned", is_to_come=True),
)
EXAMPLE_STEPS = (
    Step("Inläst", "done", "38 av 41 uppgifter"),
    Step("Granskad", "done", "av samordnaren"),
    Step("Undertecknas", "current", "polisen återstår"),
    Step("I kraft", "coming"),
)
EXAMPLE_DIFFERENCES = (
    Difference(
        "4 § Möten",
        "Styrgruppen ska träffas minst två gånger per år. Kommunen sammankallar.",
        "Styrgruppen ska träffas minst fyra gånger per år. Kommunen och polisen sammankallar växelvis.",
    ),
    Difference(
        "5 § Giltighet",
        "Överenskommelsen gäller tills vidare.",
        "Överenskommelsen gäller tills vidare.",
    ),
    Difference(
        "6 § Informationsplikt", "", "Parterna informerar varandra om beslut som väsentligt påverkar samverkan."
    ),
)
EXAMPLE_FIGURES = (
    Figure("7 av 11", "Stadsdelar med beslutad lägesbild", "påhittade demodata", date(2026, 3, 31)),
    Figure("1,5", "Tid i möten", "påhittade demodata", date(2026, 11, 20), unit="årsarbetskrafter"),
    Figure("3", "Brutna villkor", "avtalsspegeln", date(2026, 11, 21)),
)


EXAMPLE_RINGS = (Ring("milestones", "Hållpunkter", is_marked=True), Ring("steering", "Styrgrupper"))
EXAMPLE_LINES = (
    Line(
        date(2026, 3, 12), "Beredningsgrupp Björkåsa", "#wheel", hours="09.00–10.30", part="09.30–10.15, på video",
        place="Stora salen",
    ),
    Line(date(2026, 3, 31), "Lägesbild 2026", "#wheel", kind="Ska vara klar", party="municipality"),
)  # fmt: skip

EXAMPLE_MARKS = (
    Mark(date(2026, 1, 31), "milestones", "Rapporten ska vara inne"),
    Mark(date(2026, 2, 12), "steering", "Styrgrupp Björkåsa", "municipality"),
    Mark(date(2026, 9, 24), "steering", "Styrgrupp Granvik", "police"),
)


@dataclass(frozen=True, slots=True)
class StylePage:
    """The living style page: example values, in Swedish and invented, for every component."""

    empty_form: ExampleForm
    faulty_form: ExampleForm
    folded_form: ExampleForm
    paging: Page[int]
    wheel: Wheel
    months: tuple[MonthOfLines, ...]
    colours: tuple[tuple[str, str], ...] = COLOURS
    statuses: tuple[StatusGroup, ...] = STATUSES
    crumbs: tuple[Crumb, ...] = (Crumb("Avtal", "#breadcrumbs"), Crumb("Björkåsa", "#breadcrumbs"))
    tabs: tuple[Tab, ...] = (
        Tab("Översikt", "#tabs", is_current=True),
        Tab("Bilagor", "#tabs", count=5),
        Tab("Ändringar", "#tabs", count=0),
        Tab("Tidslinje", "#tabs"),
    )
    facts: tuple[Fact, ...] = EXAMPLE_FACTS
    events: tuple[Event, ...] = EXAMPLE_EVENTS
    steps: tuple[Step, ...] = EXAMPLE_STEPS
    differences: tuple[Difference, ...] = EXAMPLE_DIFFERENCES
    figures: tuple[Figure, ...] = EXAMPLE_FIGURES

    @classmethod
    def of(cls) -> StylePage:
        """Build the page: one form untouched, one sent with faults, and the second of five pages."""
        return cls(
            empty_form=ExampleForm(prefix="untouched"),
            faulty_form=ExampleForm({"faulty-day": "i våras"}, prefix="faulty"),
            folded_form=ExampleForm(prefix="folded"),
            paging=Paginator(range(50), 10).page(2),
            wheel=draw(2026, EXAMPLE_RINGS, EXAMPLE_MARKS, today=date(2026, 3, 10)),
            months=in_months(2026, EXAMPLE_LINES, today=date(2026, 3, 10)),
        )


@dataclass(frozen=True, slots=True)
class DeedPage:
    """One form for one deed, shown by `ui/deed.html`.

    Texts are already in the reader's language. `submit` is a verb; `effect` tells a legal effect, if any;
    `also` is a second button that does the same and then one thing more, and sends `also_value` as `then`.
    `crumbs` are pairs of title and address on the way here. `differences` holds, when somebody else has saved
    the same thing meanwhile, what is stored now beside what was typed.
    """

    title: str
    form: Form
    submit: str
    cancel_address: str
    lead: str = ""
    effect: str = ""
    is_stop: bool = False
    also: str = ""
    also_value: str = ""
    crumbs: tuple[NavigationItem, ...] = ()
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
