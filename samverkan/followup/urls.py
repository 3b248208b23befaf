"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.followup.views import cards, follow, lessons

app_name = "followup"
urlpatterns: list[URLPattern] = [
    path("", follow.overview, name="list"),
    path("atgard/<int:measure_id>/", follow.measure, name="measure"),
    path("atgard/<int:measure_id>/omprova/", follow.review, name="review"),
    path("atgard/<int:measure_id>/kort/nytt/", follow.draft_card, name="draft_card"),
    path("kort/<int:card_id>/", cards.card, name="card"),
    path("kort/<int:card_id>/andra/", cards.change_card, name="change_card"),
    path("kort/<int:card_id>/faststall/", cards.settle_card, name="settle_card"),
    path("kort/<int:card_id>/dela/", cards.share_card, name="share_card"),
    path("kort/<int:card_id>/aterta/", cards.withdraw_card, name="withdraw_card"),
    path("exempel/", lessons.examples, name="examples"),
    path("utveckling/", lessons.development, name="development"),
    path("utveckling/nytt/", lessons.add_development, name="add_development"),
    path("utveckling/till-avtal/", lessons.carry_development, name="carry_development"),
    path("utveckling/<int:area_id>/stang/", lessons.close_development, name="close_development"),
    path("enkater/", lessons.questionnaires, name="questionnaires"),
    path("enkater/ny/", lessons.send_questionnaire, name="send_questionnaire"),
    path("enkater/<int:questionnaire_id>/", lessons.questionnaire, name="questionnaire"),
    path("enkater/<int:questionnaire_id>/stang/", lessons.close_questionnaire, name="close_questionnaire"),
    path("enkater/svar/<int:answer_id>/", lessons.answer, name="answer"),
]
