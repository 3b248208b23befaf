"""What the two real documents say, read by a person line by line; nothing here is copied running text.

Columns of `BODIES`: name, kind, page, decision, report by, report dated, word for the report, type of
decision, number of decision points, immediate, perspectives (gender, child rights, accessibility).
`STATEMENTS`: body, type, persons, text, refers to, printed as.
"""

from __future__ import annotations

A, M, D = "absent", "made", "declared_not_made"
NONE = (A, A, A)
TU = "tjänsteutlåtande"

BODIES: list[tuple[object, ...]] = [
    (
        "Stadsledningskontoret",
        "executive_office",
        10,
        None,
        "Stadsledningskontoret",
        "2023-06-20",
        TU,
        None,
        0,
        False,
        NONE,
    ),
    (
        "Socialnämnden",
        "specialist_board",
        10,
        "2023-10-24",
        "Socialförvaltningen",
        "2023-09-29",
        TU,
        "approve",
        1,
        False,
        NONE,
    ),
    (
        "Trafiknämnden",
        "specialist_board",
        12,
        "2023-10-19",
        "Trafikkontoret",
        "2023-08-25",
        TU,
        "approve",
        2,
        True,
        NONE,
    ),
    (
        *("Utbildningsnämnden", "specialist_board", 14, "2023-10-26", "Utbildningsförvaltningen", "2023-10-04", TU),
        *("approve_and_hand_over", 2, True, (D, D, A)),
    ),
    (
        *("Bromma stadsdelsnämnd", "district_board", 15, "2023-10-26", "Bromma stadsdelsförvaltning", "2023-09-18", TU),
        *("approve_and_hand_over", 1, False, NONE),
    ),
    (
        *("Enskede-Årsta-Vantörs stadsdelsnämnd", "district_board", 16, "2023-10-26"),
        *("Enskede-Årsta-Vantörs stadsdelsförvaltning", "2023-08-04", TU, "approve", 2, True, (M, M, A)),
    ),
    (
        *("Farsta stadsdelsnämnd", "district_board", 18, "2023-10-19", "Farsta stadsdelsförvaltning", "2023-09-19", TU),
        *("hand_over", 1, False, NONE),
    ),
    (
        *("Hägersten-Älvsjö stadsdelsnämnd", "district_board", 19, "2023-09-28"),
        *("Hägersten-Älvsjö stadsdelsförvaltning", "2023-07-25", TU, "approve_and_hand_over", 1, False, NONE),
    ),
    (
        *("Hässelby-Vällingby stadsdelsnämnd", "district_board", 20, "2023-09-28"),
        *("Hässelby-Vällingby stadsdelsförvaltning", "2023-08-23", TU, "approve", 1, False, NONE),
    ),
    (
        *("Järva stadsdelsnämnd", "district_board", 20, "2023-10-26", "Järva stadsdelsförvaltning", "2023-09-27", TU),
        *("approve", 2, True, NONE),
    ),
    (
        *("Kungsholmens stadsdelsnämnd", "district_board", 21, "2023-10-26"),
        *("Kungsholmens stadsdelsförvaltning", "2023-09-08", TU, "answered_with", 1, False, (M, M, M)),
    ),
    (
        *("Norra innerstadens stadsdelsnämnd", "district_board", 22, "2023-10-19"),
        *("Norra innerstadens stadsdelsförvaltning", "2023-08-30", TU, "approve_and_hand_over", 1, False, NONE),
    ),
    (
        *("Skarpnäcks stadsdelsnämnd", "district_board", 23, "2023-10-26"),
        *("Skarpnäcks stadsdelsförvaltning", "2023-09-28", TU, "hand_over", 2, True, NONE),
    ),
    (
        *("Skärholmens stadsdelsnämnd", "district_board", 23, "2023-09-26"),
        *("Skärholmens stadsdelsförvaltning", "2023-08-11", TU, "submit_as_response", 2, True, (M, A, A)),
    ),
    (
        *("Södermalms stadsdelsnämnd", "district_board", 24, "2023-10-19"),
        *("Södermalms stadsdelsförvaltning", "2023-09-29", TU, "hand_over", 1, False, NONE),
    ),
    (
        *("Stockholms Stadshus AB", "holding_company", 25, None, "Stockholms Stadshus AB", "2023-10-12", "yttrande"),
        *(None, 0, False, NONE),
    ),
]

R, S, U = "reservation", "special_statement", "substitute_statement"
STATEMENTS: list[tuple[object, ...]] = [
    ("Socialnämnden", R, "Jan Jönsson (L), Andréa Hedin m.fl. (M), Kristin Jacobsson (C)", "own", None, R),
    ("Socialnämnden", U, "Gaby Roseen (KD)", "own", None, S),
    (
        "Utbildningsnämnden",
        R,
        "Andréa Hedin m.fl. (M), Jan Jönsson (L), Claes Nyberg (C)",
        "reference",
        "Socialnämnden",
        R,
    ),
    ("Bromma stadsdelsnämnd", R, "Louise Minnhagen (L), Mattias Keresztesi m.fl. (M)", "own", None, R),
    (
        *("Enskede-Årsta-Vantörs stadsdelsnämnd", R, "Peter Backlund (L), Gustav Johansson m.fl. (M)"),
        *("reference", "Socialnämnden", R),
    ),
    (
        *("Farsta stadsdelsnämnd", R),
        "Torbjörn Ebérus m.fl. (M), Rikard Werge (L), Christer Eriksson (C), Leif Söderström (SD)",
        *("reference", "Socialnämnden", R),
    ),
    ("Farsta stadsdelsnämnd", S, "Leif Söderström (SD)", "own", None, S),
    (
        *("Hässelby-Vällingby stadsdelsnämnd", S),
        *("Aras Amin m.fl. (M), Michaela Hollis (KD), Fatima Nur (L), Linn Bessner (C)", "own", None, S),
    ),
    ("Järva stadsdelsnämnd", R, "Åsa Nilsson Söderström (L)", "own", None, R),
    ("Kungsholmens stadsdelsnämnd", R, "Charlotta Schenholm (L), Henrik Sjölander m.fl. (M)", "own", None, R),
    ("Kungsholmens stadsdelsnämnd", S, "Anette Bergkvist (C)", "own", None, S),
    ("Kungsholmens stadsdelsnämnd", S, "Anette Bergkvist (C)", "own", None, S),
    (
        *("Norra innerstadens stadsdelsnämnd", R, "Linnéa Sandström Lange (L), Daniele Fava (C)"),
        *("reference", "Socialnämnden", R),
    ),
    ("Skarpnäcks stadsdelsnämnd", R, "André Nilsson (L)", "reference", "Socialnämnden", R),
    ("Skärholmens stadsdelsnämnd", R, "Conny Gabrielsson (L)", "own", None, R),
    ("Skärholmens stadsdelsnämnd", S, "Tapani Juntunen (SD)", "missing", None, None),
    (
        *("Södermalms stadsdelsnämnd", R, "Lars Rottem Krangnes (C), Johan Lisspers (L), Jonas Nilsson m.fl. (M)"),
        *("reference", "Socialnämnden", R),
    ),
    ("Södermalms stadsdelsnämnd", U, "Erik Ehres (KD)", "none", None, None),
]

UPPER = [
    ("borgarrådsberedningen", R, "Christofer Fjellner (M), Andréa Hedin (M), Jan Jönsson (L)", "own", None),
    (
        *("kommunstyrelsen", R),
        "Annika Friberg (M), Johan Paccamonti (M), Kristina Lutz (M), Jan Jönsson (L), Jonas Naddebo (C)",
        *("identical", "borgarrådsberedningen"),
    ),
    ("kommunstyrelsen", U, "Nike Örbrink (KD)", "identical", "borgarrådsberedningen"),
    ("kommunstyrelsen", U, "Nike Örbrink (KD)", "own", None),
]

FINDINGS = {
    ("statement_kind_differs", "Socialnämnden, line 622"),
    ("text_printed_twice", "Norra innerstadens stadsdelsnämnd, line 482"),
    ("text_printed_twice", "Norra innerstadens stadsdelsnämnd, line 484"),
    ("et_al_differs", "Skärholmens stadsdelsnämnd, line 801"),
    ("statement_not_printed", "Skärholmens stadsdelsnämnd, line 514"),
    ("joined_without_text", "Södermalms stadsdelsnämnd, line 534"),
    ("no_board_decision", "Stockholms Stadshus AB, line 548"),
    ("reference_from_other_parties", "Farsta stadsdelsnämnd, line 665"),
    ("contents_omits", "line 566"),
    ("contents_omits", "line 594"),
    ("sub_referral_undated", "Stockholms Stadshus AB, line 568"),
    ("sub_referral_undated", "Stockholms Stadshus AB, line 572"),
    ("sub_referral_undated", "Stockholms Stadshus AB, line 576"),
    ("sub_referral_undated", "Stockholms Stadshus AB, line 584"),
    ("deadline_missing", "the document"),
    ("lookalike_letters", "line 534"),
}
"""The errors that a person found in the compilation, each where it stands."""

LINES = {
    "Socialnämnden": {"name": 193, "page": 161, "decision_date": 195, "report_date": 203},
    "Trafiknämnden": {"name": 237, "decision_points.0": 241, "immediate": 242},
    "Kungsholmens stadsdelsnämnd": {"perspectives.gender": 446, "perspectives.child_rights": 450, "summary": 50},
    "Stockholms Stadshus AB": {"name": 548, "report_date": 550},
}
