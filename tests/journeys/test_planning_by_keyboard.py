"""The deciding steps of a year's planning with nothing but a keyboard: seen where one is, and never caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import expect

from samverkan.scheduling.models import Proposal, Wish
from samverkan.scheduling.tests.town import YEAR, a_plan, furnish
from samverkan.scheduling.words import Answer, PlanKind, PlanState, WishKind
from tests.browser import Somebody
from tests.cast import TODAY, Cast

Seating = Callable[[str], Somebody]
MANY = 150
"""Nobody should have to press the tabulator more often than this on any of these pages."""

FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const said = here.tagName === "DIV" ? "" : here.innerText;  // a table that can be scrolled holds all its words
  const name = [said, here.getAttribute("aria-label"), here.name, here.id].filter(Boolean).join(" ");
  const shows = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const near = [here, here.nextElementSibling, here.closest("label")].filter(Boolean);
  const ring = near.some((each) => shows(getComputedStyle(each)));
  const box = here.getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const covered = inside && over !== null && !here.contains(over) && !over.contains(here);
  return {name, ring, inside, covered, tag: here.tagName};
}"""
"""What has the focus: its name, whether a ring of at least two pixels shows it, and whether it is in sight."""


class Keys:
    """Somebody who uses the keyboard alone. Whatever takes the focus on the way must be seen to have it."""

    def __init__(self, somebody: Somebody) -> None:
        self.page, self.address = somebody.page, somebody.address
        self.page.set_default_timeout(20_000)
        self.unseen: set[str] = set()

    def step(self) -> str | None:
        """Press the tabulator once; return what has the focus, or nothing past the page's end."""
        self.page.keyboard.press("Tab")
        here = self.page.evaluate(FOCUSED)
        if here is None:
            return None
        if not (here["ring"] and here["inside"]) or here["covered"]:
            self.unseen.add(f"{self.page.url}: {here}")
        return str(here["name"])

    def reach(self, text: str) -> None:
        """Go with the tabulator to what has the text."""
        passed = []
        for _ in range(MANY):
            name = self.step()
            if name is not None and text in name:
                return
            passed.append(name)
        raise AssertionError(f"the keyboard never reaches {text!r} at {self.page.url}, only {passed}")

    def press(self, text: str, key: str = "Enter") -> None:
        """Reach what has the text, press the key, and wait for what comes of it."""
        self.reach(text)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def follow(self, text: str) -> None:
        """Reach a link or a button that leads to another page, and go there."""
        self.reach(text)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, field: str, text: str) -> None:
        """Reach the field and write in it, or choose what begins so."""
        self.reach(field)
        self.page.keyboard.type(text)

    def goes_round(self) -> None:
        """Fail if the tabulator is caught somewhere: from the page's beginning it comes past its end."""
        self.page.reload()
        for _ in range(MANY):
            if self.step() is None:
                return
        raise AssertionError(f"the tabulator never comes past the end of {self.page.url}")


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Let the day be the cast's, at nine, with the clock running."""
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=True):
        yield


@pytest.mark.browser
@pytest.mark.req("MEE-09", "MEE-10", "MEE-11")
@pytest.mark.django_db(transaction=True)
def test_a_plan_is_opened_wished_about_compared_and_agreed_to_by_keyboard_alone(somebody: Seating, cast: Cast) -> None:
    furnish(cast)
    for kind in PlanKind:
        plan = a_plan(cast, kind)
        if kind == PlanKind.COORDINATED:
            coordinated = plan
    amina, gustav = Keys(somebody("amina")), Keys(somebody("gustav"))

    somebody_at(amina, "/")
    amina.press("Hoppa till innehållet")
    assert amina.page.evaluate("document.activeElement.id") == "main"
    somebody_at(amina, "/")
    amina.follow("Mötesplaner")
    amina.goes_round()
    amina.page.reload()
    amina.follow("Planernas underlag")
    amina.follow("Önskemål")
    amina.follow("Lägg till ett önskemål")
    amina.goes_round()

    wish(amina, 0, "Beredningsgrupp Björkåsa", f"0202{YEAR}", "Lägesbilden", number="1", start="1000AM")
    somebody_at(amina, amina.page.url)
    amina.follow("Lägg till ett önskemål")
    wish(amina, 1, "Arbetsgrupp", f"0301{YEAR}", "Utbildningsvecka", last=f"0305{YEAR}")
    pin, keep_free = Wish.objects.order_by("pk")
    assert (pin.kind, pin.number, str(pin.first), pin.start) == (WishKind.PIN, 1, f"{YEAR}-02-02", 600)
    assert (keep_free.kind, str(keep_free.first), str(keep_free.last)) == (
        WishKind.FORBID,
        f"{YEAR}-03-01",
        f"{YEAR}-03-05",
    )

    somebody_at(gustav, "/planering/")
    gustav.follow("Jämför planer")
    gustav.goes_round()
    gustav.page.reload()
    gustav.press("Trafikkontoret", "Space")
    expect(gustav.page.locator("details.org[open]")).to_have_count(1)
    expect(gustav.page.locator("details.org[open] table").first).to_be_visible()
    gustav.page.keyboard.press("Enter")
    expect(gustav.page.locator("details.org[open]")).to_have_count(0)
    gustav.page.reload()
    gustav.follow("Samordnad")
    gustav.goes_round()
    gustav.page.reload()
    gustav.follow("Föreslå för grupperna")
    coordinated.refresh_from_db()
    assert coordinated.state == PlanState.PROPOSED

    somebody_at(amina, "/planering/")
    amina.follow("Beredningsgrupp Björkåsa")
    amina.goes_round()
    amina.page.reload()
    amina.follow("Ja, boka dem")
    agreed = Proposal.objects.get(plan=coordinated, group=cast.groups["prep_b"])
    assert agreed.answer == Answer.YES
    somebody_at(amina, "/arshjul/")
    amina.goes_round()
    assert sorted(amina.unseen | gustav.unseen) == []


def somebody_at(keys: Keys, path: str) -> None:
    """Open a page of the site afresh."""
    keys.page.goto(path if path.startswith("http") else f"{keys.address}{path}")


def wish(keys: Keys, kind: int, about: str, first: str, reason: str, **more: str) -> None:
    """Fill in the wish from above, and save it; days and hours as an English Chromium takes them."""
    keys.page.reload()
    keys.reach("kind")
    keys.page.keyboard.press("Space")
    for _ in range(kind):
        keys.page.keyboard.press("ArrowDown")
    keys.write("about", about)
    if "number" in more:
        keys.write("number", more["number"])
    keys.write("first", first)
    if "last" in more:
        keys.write("last", more["last"])
    if "start" in more:
        keys.write("start", more["start"])
    keys.write("reason", reason)
    keys.follow("Spara önskemålet")
    assert not keys.page.locator(".error-summary").count(), keys.page.locator("main").inner_text()
