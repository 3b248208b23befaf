"""Addresses of the package."""

from __future__ import annotations

from django.urls import path

from samverkan.agreements.views import agreements, amendments, annexes, comparisons, drafts, files

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
    path("<int:agreement_id>/fil/", files.agreement_file, name="agreement_file"),
    path("bilageversioner/<int:version_id>/fil/", files.annex_file, name="annex_file"),
    path("<int:agreement_id>/akt/", agreements.dossier, name="dossier"),
    path("<int:agreement_id>/underskrift/", agreements.record_signature, name="record_signature"),
    path("<int:agreement_id>/exemplar/<int:number>/", agreements.hand_over_copy, name="hand_over_copy"),
    path("<int:agreement_id>/samrad/", agreements.record_consultation, name="record_consultation"),
    path("<int:agreement_id>/forlang/", agreements.extend_agreement, name="extend_agreement"),
    path("<int:agreement_id>/avsluta/", agreements.end_agreement, name="end_agreement"),
    path("<int:agreement_id>/overgripande/", agreements.link_overall, name="link_overall"),
    path("jamfor/", comparisons.compare_versions, name="compare"),
    path("bilagor/<int:annex_id>/", annexes.annex, name="annex"),
    path("bilagor/<int:annex_id>/ny-version/", annexes.draft_annex, name="draft_annex"),
    path("bilagor/<int:annex_id>/ursprunglig/", annexes.attach_original, name="attach_original"),
    path("bilageversioner/<int:version_id>/", annexes.annex_version, name="annex_version"),
    path("bilageversioner/<int:version_id>/skriv/", annexes.edit_annex, name="edit_annex"),
    path("bilageversioner/<int:version_id>/understall/", annexes.submit_annex, name="submit_annex"),
    path("bilageversioner/<int:version_id>/atersand/", annexes.send_back_annex, name="send_back_annex"),
    path("bilageversioner/<int:version_id>/skriv-under/", annexes.sign_annex, name="sign_annex"),
    path("bilageversioner/<int:version_id>/meddela/", annexes.notify_annex, name="notify_annex"),
    path("<int:agreement_id>/ny-andring/", amendments.draft_amendment, name="draft_amendment"),
    path("andringar/<int:amendment_id>/", amendments.amendment, name="amendment"),
    path("andringar/<int:amendment_id>/skriv/", amendments.edit_amendment, name="edit_amendment"),
    path("andringar/<int:amendment_id>/skicka/", amendments.send_amendment, name="send_amendment"),
    path("andringar/<int:amendment_id>/skriv-under/", amendments.sign_amendment, name="sign_amendment"),
    path("andringar/<int:amendment_id>/dra-tillbaka/", amendments.withdraw_amendment, name="withdraw_amendment"),
]
