"""Comments of a body, each tied to a clause of the draft."""

from __future__ import annotations

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.consultations.models import Clause, Comment, Referral
from samverkan.consultations.services.answers import demand_writable, locked_answer
from samverkan.consultations.services.common import (
    demand_text,
    referral_pointer,
    told,
)
from samverkan.consultations.words import (
    Stance,
)
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused


@transaction.atomic
def comment_clause(
    *, by: Actor, referral: Referral, clause: Clause, stance: Stance, text: str, wording: str = ""
) -> Comment:
    """Comment on a clause of the draft, and write the wording one wishes."""
    answer = locked_answer(by, referral)
    demand_writable(answer)
    if clause.material.round_id != answer.referral.round_id:
        raise Refused("The clause belongs to another round.", field="clause")
    texts = told({"text": text, "wording": wording})
    demand_text("text", texts["text"], "Write the comment.")
    comment = Comment.objects.create(answer=answer, clause=clause, stance=stance, saved_by_name=by.name[:120], **texts)
    record(
        by=by,
        event="consultations.clause_commented",
        on=referral_pointer(answer.referral),
        details={"clause": clause.pk, "stance": stance},
    )
    return comment


@transaction.atomic
def revise_comment(
    *, by: Actor, comment: Comment, edition: int, stance: Stance, text: str, wording: str = ""
) -> Comment:
    """Write other words in a comment."""
    answer = locked_answer(by, comment.answer.referral)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    demand_writable(answer)
    demand_edition(edition, comment.edition, saved_by=comment.saved_by_name)
    texts = told({"text": text, "wording": wording})
    demand_text("text", texts["text"], "Write the comment.")
    comment.stance, comment.text, comment.wording = stance, texts["text"], texts["wording"]
    comment.edition, comment.saved_by_name = comment.edition + 1, by.name[:120]
    comment.save()
    record(
        by=by,
        event="consultations.comment_revised",
        on=referral_pointer(answer.referral),
        details={"comment": comment.pk, "edition": comment.edition},
    )
    return comment


@transaction.atomic
def remove_comment(*, by: Actor, comment: Comment) -> None:
    """Take a comment out of the answer before it is released."""
    answer = locked_answer(by, comment.answer.referral)
    demand_writable(answer)
    key = comment.pk
    Comment.objects.filter(pk=key).delete()
    record(by=by, event="consultations.comment_removed", on=referral_pointer(answer.referral), details={"comment": key})
