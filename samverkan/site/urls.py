"""All addresses: each package answers for those below its own word. The words are Swedish, as people read them."""

from __future__ import annotations

from django.urls import include, path

from samverkan.site import views

urlpatterns = [
    path("halsa/", views.health, name="health"),
    path("", include("samverkan.ui.urls")),
    path("", include("samverkan.accounts.urls")),
    path("spar/", include("samverkan.audit.urls")),
    path("organisation/", include("samverkan.organisation.urls")),
    path("grupper/", include("samverkan.groups.urls")),
    path("meddelanden/", include("samverkan.notices.urls")),
    path("handlingar/", include("samverkan.documents.urls")),
    path("beslut/", include("samverkan.decisions.urls")),
    path("omraden/", include("samverkan.priorities.urls")),
    path("arbetsgrupper/", include("samverkan.working_groups.urls")),
    path("avtal/", include("samverkan.agreements.urls")),
    path("moten/", include("samverkan.meetings.urls")),
    path("motestid/", include("samverkan.workload.urls")),
    path("underrattelser/", include("samverkan.communication.urls")),
    path("indikatorer/", include("samverkan.indicators.urls")),
    path("platser/", include("samverkan.places.urls")),
    path("lagesbilder/", include("samverkan.situation.urls")),
    path("avstamningar/", include("samverkan.checkins.urls")),
    path("remisser/", include("samverkan.consultations.urls")),
    path("planering/", include("samverkan.scheduling.urls")),
    path("orsaker/", include("samverkan.causes.urls")),
    path("verkstad/", include("samverkan.workshops.urls")),
    path("atgarder/", include("samverkan.measures.urls")),
    path("uppfoljning/", include("samverkan.followup.urls")),
    path("rapporter/", include("samverkan.reporting.urls")),
    path("rodatraden/", include("samverkan.thread.urls")),
    path("speglar/", include("samverkan.mirror.urls")),
    path("arshjul/", include("samverkan.wheel.urls")),
    path("", include("samverkan.overview.urls")),
]

handler404 = "samverkan.site.views.not_found"
handler500 = "samverkan.site.views.failed"
