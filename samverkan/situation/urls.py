"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from samverkan.situation.views import contributions, merge, pictures, problems, ranking, rooms, tables, versions

app_name = "situation"
urlpatterns: list[URLPattern] = [
    path("", pictures.pictures, name="pictures"),
    path("oppna/", pictures.open_picture, name="open_picture"),
    path("<int:picture_id>/", pictures.picture, name="picture"),
    path("<int:picture_id>/avgransning/", pictures.delimit, name="delimit"),
    path("<int:picture_id>/omrade/<int:area_id>/", pictures.note_area, name="note_area"),
    path("<int:picture_id>/rum/", rooms.room, name="room"),
    path("<int:picture_id>/rum/ny-rad/", rooms.write_line, name="write_line"),
    path("<int:picture_id>/rum/dela/", rooms.share, name="share"),
    path("<int:picture_id>/rum/for-over/", rooms.carry_lines, name="carry_lines"),
    path("rad/<int:line_id>/", rooms.edit_line, name="edit_line"),
    path("rad/<int:line_id>/ta-ut/", rooms.withdraw_line, name="withdraw_line"),
    path("<int:picture_id>/sammanfoga/", merge.merge, name="merge"),
    path("<int:picture_id>/sammanfoga/utsaga/", merge.write_statement, name="write_statement"),
    path("utsaga/<int:statement_id>/", merge.statement, name="statement"),
    path("utsaga/<int:statement_id>/skriv/", merge.edit_statement, name="edit_statement"),
    path("utsaga/<int:statement_id>/enas/", merge.agree, name="agree"),
    path("utsaga/<int:statement_id>/ta-bort/", merge.remove_statement, name="remove_statement"),
    path("<int:picture_id>/tabell/", tables.add_table, name="add_table"),
    path("tabell/<int:table_id>/", tables.edit_table, name="edit_table"),
    path("tabell/<int:table_id>/ta-bort/", tables.remove_table, name="remove_table"),
    path("bidrag/", contributions.contributions, name="contributions"),
    path("bidrag/nytt/", contributions.contribute, name="contribute"),
    path("bidrag/<int:contribution_id>/", contributions.contribution, name="contribution"),
    path("bidrag/<int:contribution_id>/anvand/", contributions.use_contribution, name="use_contribution"),
    path("bidrag/<int:contribution_id>/svara/", contributions.decline_contribution, name="decline_contribution"),
    path("<int:picture_id>/frys/", versions.freeze, name="freeze"),
    path("version/<int:version_id>/", versions.version, name="version"),
    path("version/<int:version_id>/jamfor/", versions.compare, name="compare"),
    path("staden/", versions.city, name="city"),
    path("problem/", problems.problems, name="problems"),
    path("problem/nytt/", problems.raise_problem, name="raise_problem"),
    path("problem/<int:problem_id>/", problems.problem, name="problem"),
    path("problem/<int:problem_id>/andra/", problems.change_problem, name="change_problem"),
    path("problem/<int:problem_id>/ansvarig/", problems.name_owner, name="name_owner"),
    path("problem/<int:problem_id>/avsluta/", problems.close_problem, name="close_problem"),
    path("problem/<int:problem_id>/ateroppna/", problems.reopen_problem, name="reopen_problem"),
    path("<int:picture_id>/prioritering/", ranking.ranking, name="ranking"),
    path("<int:picture_id>/prioritering/sedd/", ranking.mark_seen, name="mark_seen"),
    path("<int:picture_id>/prioritering/faststall/", ranking.settle, name="settle"),
    path("<int:picture_id>/prioritering/ta-upp/", ranking.rework, name="rework"),
]
