"""Questions, asked on behalf of an actor."""

from __future__ import annotations

from samverkan.causes.queries.analyses import analyses_visible_to, analysis_for
from samverkan.causes.queries.causes import cause_for, causes_open_to, covered_sides, kept_causes

__all__ = ["analyses_visible_to", "analysis_for", "cause_for", "causes_open_to", "covered_sides", "kept_causes"]
