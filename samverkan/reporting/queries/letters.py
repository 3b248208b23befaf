"""The letter back to a district as the reports give it (REP-02, COM-09)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from samverkan.reporting.queries.figures import lines_of, undone_line
from samverkan.reporting.rules.facts import left_undone, tally_of_all
from samverkan.reporting.rules.reports import PERSPECTIVES
from samverkan.reporting.rules.sums import Sum


def letter_to(content: Mapping[str, Any] | None, everything: Mapping[str, Sum]) -> str:
    """Write back to a district: what the city saw in its report, and what is asked of next year (REP-02, COM-09)."""
    city = gettext("In the whole city, %(done)s of %(planned)s planned measures were carried out by both parties.") % {
        "done": _count(everything, "done"),
        "planned": _count(everything, "planned"),
    }
    if content is None:
        asked = gettext("Write to us what is in the way, and hand in the report as soon as you can.")
        return "\n\n".join(
            [gettext("We have no accepted report from you, so your work is not in the compilation."), city, asked]
        )
    count: Counter[str] = tally_of_all(content)
    saw = gettext("We have read your report. Of %(planned)s planned measures, you have carried out %(done)s.") % {
        "planned": count["planned"],
        "done": count["done"],
    }
    judged = sum(number for code, number in count.items() if code.startswith("verdict:"))
    effect = ngettext(
        "You have judged the effect of %(judged)s measure.",
        "You have judged the effect of %(judged)s measures.",
        judged,
    ) % {"judged": judged}
    asks = []
    undone = left_undone(content["measures"])
    if undone:
        asks.append(
            gettext("Take up in next year's plan what was left undone, or say why it is no longer wanted:")
            + "\n"
            + lines_of([undone_line(measure) for measure in undone])
        )
    if count["unjudged"]:
        asks.append(
            gettext("Judge the effect of what has been carried out but not judged: %(count)s.")
            % {"count": count["unjudged"]}
        )
    not_made = [
        gettext(kind.label).lower() for kind in PERSPECTIVES if not content["sections"].get(kind.value, {}).get("text")
    ]
    if not_made:
        asks.append(
            gettext("Make the analyses that were not made this time: %(names)s.") % {"names": ", ".join(not_made)}
        )
    if not asks:
        asks.append(gettext("Go on as you have begun, and share what others can learn from."))
    heading = gettext("What we ask of next year")
    return "\n\n".join([f"{saw} {effect}", city, heading, *asks])


def _count(sums: Mapping[str, Sum], code: str) -> int:
    return sums[code].value if code in sums else 0
