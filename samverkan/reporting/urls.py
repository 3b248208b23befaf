"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.reporting.views import boards, compilations, reports

app_name = "reporting"
urlpatterns: list[URLPattern] = [
    path("", reports.reports, name="list"),
    path("period/ny/", reports.open_period, name="open_period"),
    path("period/<int:period_id>/sammanstall/", compilations.draft, name="draft"),
    path("period/<int:period_id>/export/<str:shape>/", reports.export, name="export"),
    path("<int:report_id>/", reports.report, name="report"),
    path("<int:report_id>/del/<str:kind>/", reports.section, name="section"),
    path("<int:report_id>/instamma/", reports.agree, name="agree"),
    path("<int:report_id>/lamna/", reports.submit, name="submit"),
    path("<int:report_id>/aterremittera/", reports.send_back, name="return"),
    path("<int:report_id>/godkann/", reports.accept, name="accept"),
    path("<int:report_id>/aterremiss/<int:return_id>/", reports.returned, name="returned"),
    path("sammanstallning/<int:compilation_id>/", compilations.compilation, name="compilation"),
    path("sammanstallning/<int:compilation_id>/faststall/", compilations.settle, name="settle"),
    path("stycke/<int:paragraph_id>/", compilations.paragraph, name="paragraph"),
    path("stycke/<int:paragraph_id>/aterstall/", compilations.restore, name="restore"),
    path("brev/<int:letter_id>/", compilations.letter, name="letter"),
    path("brev/<int:letter_id>/skriv/", compilations.write_letter, name="write_letter"),
    path("namnder/", boards.boards, name="boards"),
    path("namnder/<int:board_id>/", boards.board, name="board"),
    path("namnder/<int:board_id>/aterkoppla/", boards.give_feedback, name="give_feedback"),
    path("namnder/<int:board_id>/synpunkt/", boards.suggest, name="suggest"),
    path("synpunkt/<int:suggestion_id>/", boards.answer, name="answer"),
    path("aterkoppling/<int:feedback_id>/", boards.feedback, name="feedback"),
    path("fullmaktige/", boards.council, name="council"),
    path("fullmaktige/ny/", boards.log_council, name="log_council"),
    path("fullmaktige/<int:report_id>/fil/", boards.council_file, name="council_file"),
]
