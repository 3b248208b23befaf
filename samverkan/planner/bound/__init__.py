"""A proven lower bound: no plan of the instance costs less."""

from samverkan.planner.bound.by_days import bound_by_days
from samverkan.planner.bound.lower_bound import Bound, lower_bound

__all__ = ["Bound", "bound_by_days", "lower_bound"]
