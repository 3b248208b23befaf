"""The demo city: Stockholm's structure, invented people, invented numbers, and every page says so.

The units, groups, seats, cadences and areas follow the source documents named in the docs; where a source
is silent (three of the seven local police areas, most pairings, dates of mergers) the demo assumes something
and the unit's note says so. Everything is drawn from a fixed seed, so the same day gives the same city.
"""
