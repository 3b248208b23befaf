"""A proven lower bound: no plan of the instance costs less."""

from samverkan.planner.bound.lower_bound import Bound, lower_bound

__all__ = ["Bound", "lower_bound"]
