"""Prices for the days of a few groups, raised until what they prove no longer rises: the bound of the day programme.

Each group pays a price for each of its days, and each day's set of groups is paid those prices. Whatever the prices, no
plan costs less than the cheapest series at those prices and, on every day, the set that costs least beyond what it is
paid (Lagrange's relaxation of: a group meets on a day if it is in the day's set). A steering group pays a fee, too, on
each of its days, and its preparation group is paid it for each day in time for that: no more meetings of the one than
meetings of the other that prepare them.
"""

from __future__ import annotations

from samverkan.planner.kernel.jit import jit
from samverkan.planner.layout import Floats, Ints

NEVER = 1e12
MEMORY = 0.75
"""How much of a direction is kept."""
S_CHOSEN, S_MARGIN, S_COST, S_PRICE = range(4)
"""What is seen of each day, see `dearest_set`."""
A_STEP, A_SHORTER = range(2)
"""The state between two calls: the step's length, and what share of it the next one has."""


@jit
def dearest_set(least: Ints, prices: Floats, sums: Floats, seen: Floats, groups: int, days: int, day: int) -> None:
    """Note in `seen` which set costs least beyond its prices on the day, and by how much any other costs more.

    Each in a row of days: the set, that margin, what the set costs, and for each group its price then. The cost is kept
    since another thread may raise the table: what was the least must not be taken for more.
    """
    best, second, chosen, spent = 0.0, NEVER, 0, 0.0
    sums[0] = 0.0
    for number in range(groups):
        half, price = 1 << number, prices[number * days + day]
        seen[(S_PRICE + number) * days + day] = price
        for low in range(half):
            groups_set = half + low
            sums[groups_set] = sums[low] + price
            alone = float(least[(day << groups) + groups_set])
            cost = alone - sums[groups_set]
            if cost < best:
                second, best, chosen, spent = best, cost, groups_set, alone
            elif cost < second:
                second = cost
    seen[S_CHOSEN * days + day], seen[S_MARGIN * days + day] = chosen, second - best
    seen[S_COST * days + day] = spent


@jit
def dearest_sets(least: Ints, prices: Floats, sums: Floats, seen: Floats, met: Floats, groups: int, days: int) -> float:
    """Return the sum over days of what the best set costs beyond its prices; note which groups meet.

    A day is looked at anew when its prices have changed so much that another set may be the best.
    """
    total = 0.0
    for day in range(days):
        chosen, margin = int(seen[S_CHOSEN * days + day]), seen[S_MARGIN * days + day]
        for number in range(groups):
            change = prices[number * days + day] - seen[(S_PRICE + number) * days + day]
            margin -= max(0.0, -change if (chosen >> number) & 1 else change)
        if margin < 0.0:
            dearest_set(least, prices, sums, seen, groups, days, day)
            chosen = int(seen[S_CHOSEN * days + day])
        total += seen[S_COST * days + day]
        for number in range(groups):
            there = float((chosen >> number) & 1)
            met[number * days + day] = there
            total -= there * prices[number * days + day]
    return total


@jit
def cheapest_series(
    prices: Floats,
    steps: Floats,
    active: Ints,
    spans: Ints,
    stays: Ints,
    row: int,
    reach: Floats,
    back: Ints,
    held: Floats,
    number: int,
    count: int,
    days: int,
) -> float:
    """Return what the group's cheapest series costs at the prices, NEVER if there is none; note its days.

    `spans` holds for each of the group's days the first and the last day on which the meeting before may be, `stays`
    for each meeting, from `row` on, its first and last day, `steps` what a gap of so many active days costs.
    """
    base, width = number * days, active[days - 1] + 1
    first, last = 0, -1
    for index in range(count):
        begin, end = first, last
        first, last = stays[2 * (row + index)], stays[2 * (row + index) + 1]
        for day in range(first, last + 1):
            best, came = NEVER, -1
            if index == 0:
                best, came = 0.0, 0
            else:
                step = number * width + active[day]
                low, high = max(begin, spans[2 * (base + day)]), min(end, spans[2 * (base + day) + 1])
                for earlier in range(low, high + 1):
                    cost = reach[(index - 1) * days + earlier] + steps[step - active[earlier]]
                    if cost < best:
                        best, came = cost, earlier
            reach[index * days + day] = best + prices[base + day] if came >= 0 else NEVER
            back[index * days + day] = came
    best, came = NEVER, -1
    for day in range(days):
        held[base + day] = 0.0
        if first <= day <= last and reach[(count - 1) * days + day] < best:
            best, came = reach[(count - 1) * days + day], day
    if came >= 0:
        for index in range(count - 1, -1, -1):
            held[base + came] = 1.0
            came = back[index * days + came]
    return best


@jit
def charge_fees(prices: Floats, leads: Ints, charged: Floats, groups: int, days: int, pairs: int) -> None:
    """Note the prices with the fees: `leads` holds the two groups of each pair, and for each day of the first its span.

    The span is the first and the last day on which the other may meet to prepare it; the last is before the first
    where there is none.
    """
    for at in range(groups * days):
        charged[at] = prices[at]
    for pair in range(pairs):
        lead, fees = pair * (2 + 2 * days), (groups + pair) * days
        for day in range(days):
            fee = prices[fees + day]
            if fee > 0.0:
                charged[leads[lead] * days + day] += fee
                for before in range(leads[lead + 2 + 2 * day], leads[lead + 3 + 2 * day] + 1):
                    charged[leads[lead + 1] * days + before] -= fee


@jit
def turn(
    direction: Floats, prices: Floats, held: Floats, met: Floats, leads: Ints, groups: int, days: int, pairs: int
) -> float:
    """Turn the direction towards what the sets and series chosen say; return its squared length."""
    norm = 0.0
    for at in range(groups * days):
        direction[at] = MEMORY * direction[at] + held[at] - met[at]
        norm += direction[at] * direction[at]
    for pair in range(pairs):
        lead, fees = pair * (2 + 2 * days), (groups + pair) * days
        for day in range(days):
            missing = held[leads[lead] * days + day]
            for before in range(leads[lead + 2 + 2 * day], leads[lead + 3 + 2 * day] + 1):
                missing -= held[leads[lead + 1] * days + before]
            at = fees + day
            direction[at] = MEMORY * direction[at] + missing
            if direction[at] < 0.0 and prices[at] <= 0.0:
                direction[at] = 0.0
            norm += direction[at] * direction[at]
    return norm


@jit
def raise_prices(
    least: Ints,
    counts: Ints,
    steps: Floats,
    active: Ints,
    spans: Ints,
    stays: Ints,
    leads: Ints,
    reach: Floats,
    back: Ints,
    prices: Floats,
    direction: Floats,
    charged: Floats,
    held: Floats,
    met: Floats,
    often: Floats,
    sums: Floats,
    seen: Floats,
    state: Floats,
    groups: int,
    days: int,
    pairs: int,
    rounds: int,
    target: float,
) -> float:
    """Change the prices so many times along a subgradient; return the best value proven, NEVER if there is no plan.

    The steps are Polyak's, towards the target, each shorter than the one before. The prices of groups and days come
    first, then the fees. How `often` each group held each day is counted on.
    """
    best = -NEVER
    for day in range(days):
        seen[S_CHOSEN * days + day], seen[S_MARGIN * days + day] = 0.0, -1.0
    for _ in range(rounds):
        charge_fees(prices, leads, charged, groups, days, pairs)
        value, first = dearest_sets(least, prices, sums, seen, met, groups, days), 0
        for number in range(groups):
            cost = cheapest_series(
                charged, steps, active, spans, stays, first, reach, back, held, number, counts[number], days
            )
            if cost >= NEVER:
                return NEVER
            value += cost
            first += counts[number]
        best = max(best, value)
        for at in range(groups * days):
            often[at] += held[at]
        norm = turn(direction, prices, held, met, leads, groups, days, pairs)
        if norm <= 0.0:  # the cheapest series are in the dearest sets: nothing can rise
            state[A_STEP] = 0.0
            break
        step = state[A_STEP] * (target - value) / norm
        state[A_STEP] *= state[A_SHORTER]
        for at in range((groups + pairs) * days):
            prices[at] += step * direction[at]
            if at >= groups * days and prices[at] < 0.0:
                prices[at] = 0.0
    return best
