"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.agreements.views import agreements, drafts

app_name = "agreements"
urlpatterns = [
    path("", agreements.agreement_list, name="list"),
    path("tidslinje/", agreements.timeline, name="timeline"),
    path("importera/", drafts.import_agreement, name="import"),
    path("overgripande/", agreements.register_overall, name="register_overall"),
    path("utkast/<int:agreement_id>/", drafts.draft, name="draft"),
    path("utkast/<int:agreement_id>/bekrafta/", drafts.confirm, name="confirm"),
    path("utkast/<int:agreement_id>/ratta/", drafts.correct, name="correct"),
    path("utkast/<int:agreement_id>/enhet/", drafts.choose_unit, name="choose_unit"),
    path("utkast/<int:agreement_id>/satt-i-kraft/", drafts.adopt, name="adopt"),
    path("utkast/<int:agreement_id>/lagg-undan/", drafts.withdraw_draft, name="withdraw_draft"),
    path("<int:agreement_id>/", agreements.agreement, name="agreement"),
    path("<int:agreement_id>/akt/", agreements.dossier, name="dossier"),
    path("<int:agreement_id>/underskrift/", agreements.record_signature, name="record_signature"),
    path("<int:agreement_id>/exemplar/<int:number>/", agreements.hand_over_copy, name="hand_over_copy"),
    path("<int:agreement_id>/samrad/", agreements.record_consultation, name="record_consultation"),
    path("<int:agreement_id>/forlang/", agreements.extend_agreement, name="extend_agreement"),
    path("<int:agreement_id>/avsluta/", agreements.end_agreement, name="end_agreement"),
    path("<int:agreement_id>/overgripande/", agreements.link_overall, name="link_overall"),
]
