"""A proven lower bound: no plan of the instance costs less."""

from samverkan.planner.bound.by_days import MOST_GROUPS
from samverkan.planner.bound.lower_bound import Bound, lower_bound

__all__ = ["MOST_GROUPS", "Bound", "lower_bound"]
