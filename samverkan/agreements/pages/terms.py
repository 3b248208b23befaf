"""A term of an agreement as a sentence for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverkan.agreements.words import CoOption, InformationWhen, PlanUpdate, TiedTo
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import AnnexKind, FunctionKind, GroupKind, OrganisationKey, Word
from samverkan.ui.templatetags.ui import day as written_day

Parameters = Mapping[str, Any]


def label_in(words: type[Word], value: object) -> str:
    """Return the label of a stored word in the reader's language, or the value as it is."""
    return next((_(word.label) for word in words if word.value == value), str(value or ""))


def listed(parts: list[str]) -> str:
    """Join words into a list for people: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _meetings(p: Parameters) -> str:
    text = ngettext(
        "%(group)s meets at least %(count)s time a year",
        "%(group)s meets at least %(count)s times a year",
        p.get("minimum", 0),
    ) % {"group": label_in(GroupKind, p.get("group_kind")), "count": p.get("minimum")}
    return f"{text}{_(', and when needed') if p.get('when_needed') else ''}."


def _composition(p: Parameters) -> str:
    functions = []
    for function in p.get("functions", ()):
        name = function.get("text") or _lower(label_in(FunctionKind, function.get("function")))
        if function.get("function") not in ("other", None):
            name = _lower(label_in(FunctionKind, function.get("function")))
        functions.append(name)
    if not functions:
        return _("The rule set does not say which functions %(group)s has.") % {
            "group": _lower(label_in(GroupKind, p.get("group_kind")))
        }
    return _("%(group)s has at least these functions: %(functions)s.") % {
        "group": label_in(GroupKind, p.get("group_kind")),
        "functions": listed(functions),
    }


def _prioritised(p: Parameters) -> str:
    names = [_lower(label_in(OrganisationKey, name)) for name in p.get("organisations", ())]
    return _("Specially prioritised in %(group)s: %(names)s.") % {
        "group": _lower(label_in(GroupKind, p.get("group_kind"))),
        "names": listed(names),
    }


def _co_option(p: Parameters) -> str:
    pattern = (
        _("%(group)s shall co-opt members when needed.")
        if p.get("rule") == CoOption.SHALL
        else _("%(group)s may co-opt members.")
    )
    return pattern % {"group": label_in(GroupKind, p.get("group_kind"))}


def _annexes(p: Parameters) -> str:
    kinds = [_lower(annex.get("title") or label_in(AnnexKind, annex.get("kind"))) for annex in p.get("annexes", ())]
    return _("The agreement has %(count)s annexes: %(annexes)s.") % {"count": len(kinds), "annexes": listed(kinds)}


def _day(value: object) -> str:
    try:
        return written_day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _validity(p: Parameters) -> str:
    if p.get("until_further_notice") or not p.get("valid_until"):
        return _("Valid from %(day)s until further notice.") % {"day": _day(p.get("start"))}
    return _("Valid from %(day)s, until %(until)s (not including).") % {
        "day": _day(p.get("start")),
        "until": _day(p.get("valid_until")),
    }


def _subject(value: object) -> str:
    return _("The agreement") if value == "agreement" else label_in(AnnexKind, value)


def _revision(p: Parameters) -> str:
    text = ngettext(
        "%(subject)s is revised every %(months)s month",
        "%(subject)s is revised every %(months)s months",
        p.get("months", 0),
    ) % {"subject": _subject(p.get("subject")), "months": p.get("months")}
    return f"{text}{_(', or when needed') if p.get('when_needed') else ''}."


def _revision_condition(p: Parameters) -> str:
    conditions = []
    if p.get("party_consultation"):
        conditions.append(_("after consultation between the parties"))
    if p.get("overall_in_force"):
        conditions.append(_("while the overall agreement is valid"))
    return _("The agreement is revised only %(conditions)s.") % {"conditions": listed(conditions)}


def _annex_update(p: Parameters) -> str:
    kinds = [_lower(label_in(AnnexKind, kind)) for kind in p.get("annexes", ())]
    text = _("Updates of %(annexes)s are decided by %(group)s in writing, dated and attached.") % {
        "annexes": listed(kinds),
        "group": _lower(label_in(GroupKind, p.get("decided_by"))),
    }
    if p.get("notify"):
        text += " " + _("%(group)s is told.") % {"group": label_in(GroupKind, p.get("notify"))}
    if p.get("measures_plan_when"):
        text += " " + _("The measures plan: %(when)s.") % {
            "when": _lower(label_in(PlanUpdate, p.get("measures_plan_when")))
        }
    return text


def _amendment(p: Parameters) -> str:
    if p.get("signed"):
        return _("Other changes are valid only in writing and signed by the parties.")
    return _("Other changes are valid only in writing.")


def _information(p: Parameters) -> str:
    return _("The other party's decision-makers are informed of what is material: %(when)s.") % {
        "when": _lower(label_in(InformationWhen, p.get("when")))
    }


def _copies(p: Parameters) -> str:
    return ngettext("%(count)s copy.", "%(count)s identical copies.", p.get("count", 0)) % {"count": p.get("count")}


def _working_groups(p: Parameters) -> str:
    return _("Working groups are appointed by %(group)s and tied to %(what)s.") % {
        "group": _lower(label_in(GroupKind, p.get("appointed_by"))) or "–",
        "what": _lower(label_in(TiedTo, p.get("tied_to"))) or "–",
    }


def _areas(p: Parameters) -> str:
    names = [str(name) for name in p.get("areas", ())]
    return listed(names) or _("Priority collaboration areas are stated.")


def _note_sharing(p: Parameters) -> str:
    pairs = [
        f"{label_in(GroupKind, pair.get('from'))} → {_lower(label_in(GroupKind, pair.get('to')))}"
        for pair in p.get("pairs", ())
    ]
    return _("Notes are shared: %(pairs)s.") % {"pairs": "; ".join(pairs)}


_SENTENCES: Mapping[TermKind, Callable[[Parameters], str]] = {
    TermKind.MEETINGS_MINIMUM: _meetings,
    TermKind.COMPOSITION: _composition,
    TermKind.PRIORITISED: _prioritised,
    TermKind.CO_OPTION: _co_option,
    TermKind.ANNEXES: _annexes,
    TermKind.VALIDITY: _validity,
    TermKind.REVISION: _revision,
    TermKind.REVISION_CONDITION: _revision_condition,
    TermKind.ANNEX_UPDATE: _annex_update,
    TermKind.AMENDMENT: _amendment,
    TermKind.INFORMATION_DUTY: _information,
    TermKind.COPIES: _copies,
    TermKind.WORKING_GROUPS: _working_groups,
    TermKind.AREAS: _areas,
    TermKind.NOTE_SHARING: _note_sharing,
}


def sentence_of(term: Term) -> str:
    """Return what the term demands as a sentence; the kind's name where there is none."""
    made = _SENTENCES.get(term.kind)
    return made(term.parameters) if made else _(term.kind.label)
