"""The graph: everything reached is reached from the other end too, and nothing hangs."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.thread.rules.graph import Edge, Graph, Node, NodeId
from samverkan.thread.words import FEEDBACK, LAYER_OF, Named, NodeKind, Relation, Reverse

IDS: list[NodeId] = [(kind, key) for kind in (NodeKind.PROBLEM, NodeKind.CAUSE, NodeKind.MEASURE) for key in range(5)]
links = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(list(Relation))), max_size=40)


def graph_of(chosen: list[tuple[NodeId, NodeId, Relation]]) -> Graph:
    return Graph((Node(*each, f"{each}") for each in IDS), (Edge(*link) for link in chosen))


@pytest.mark.req("CAU-13")
@given(links)
def test_what_leads_to_a_thing_is_what_the_thing_comes_of(chosen: list[tuple[NodeId, NodeId, Relation]]) -> None:
    graph = graph_of(chosen)
    for without in (frozenset[Relation](), FEEDBACK):
        down = {(a, b) for a in IDS for b in graph.descendants(a, without=without)}
        up = {(a, b) for b in IDS for a in graph.ancestors(b, without=without)}
        assert down == up


@given(links)
def test_a_chain_is_as_short_as_the_distance_and_joins_end_to_end(
    chosen: list[tuple[NodeId, NodeId, Relation]],
) -> None:
    graph = graph_of(chosen)
    for start in IDS[:4]:
        distance = graph.descendants(start)
        for end in IDS:
            chain = graph.chain(start, end)
            if start == end or end not in distance:
                assert chain == ()
                continue
            assert len(chain) == distance[end]
            assert chain[0].start == start
            assert chain[-1].end == end
            assert all(one.end == other.start for one, other in pairwise(chain))


@given(links, st.integers(0, 30))
def test_a_walk_names_each_thing_once_and_says_how_many_it_left_out(
    chosen: list[tuple[NodeId, NodeId, Relation]], most: int
) -> None:
    graph = graph_of(chosen)
    for start in IDS[:3]:
        for up in (True, False):
            walk = graph.walk(start, up=up, most=most)
            reached = graph.ancestors(start, without=FEEDBACK) if up else graph.descendants(start, without=FEEDBACK)
            own_lines = {
                twig.node.id for twig in walk.twigs if not twig.is_repeat and twig.phrase.value != Relation.FEEDS
            }
            assert len(walk.twigs) <= most
            assert own_lines <= set(reached)
            assert len(set(reached) - own_lines) <= walk.left_out + (most == 0) * len(reached)
            depth = 0
            for twig in walk.twigs:
                assert 1 <= twig.depth <= depth + 1
                depth = twig.depth
            opened = sum(twig.opens for twig in walk.twigs)
            assert opened == sum(twig.closes for twig in walk.twigs)


def test_a_circle_ends_by_itself() -> None:
    circle = [(one, other, Relation.EXPLAINED_BY) for one, other in zip(IDS, [*IDS[1:], IDS[0]], strict=True)]
    graph = graph_of(circle)
    assert set(graph.descendants(IDS[0])) == set(IDS[1:])
    assert len(graph.walk(IDS[0], up=True, most=100).twigs) == len(IDS) - 1
    assert len(graph.chain(IDS[0], IDS[-1])) == len(IDS) - 1


def test_a_thread_of_a_hundred_thousand_links_is_walked_without_recursion() -> None:
    ids: list[NodeId] = [(NodeKind.CAUSE, key) for key in range(100_000)]
    graph = Graph(
        (Node(*each, "Orsak") for each in ids),
        (Edge(one, other, Relation.EXPLAINED_BY) for one, other in pairwise(ids)),
    )
    start = time.process_time()
    assert len(graph.descendants(ids[0])) == 99_999
    assert len(graph.chain(ids[0], ids[-1])) == 99_999
    assert graph.walk(ids[-1], up=True, most=50).left_out == 99_949
    assert time.process_time() - start < 20


def test_a_link_to_what_is_not_seen_is_not_there() -> None:
    problem, hidden = Node(*IDS[0], "Problem"), IDS[1]
    graph = Graph([problem], [Edge(IDS[0], hidden, Relation.SHOWS), Edge(hidden, IDS[0], Relation.SHOWS)])
    assert graph.edge_count == 0
    assert graph.ancestors(IDS[0]) == {}


def test_what_cites_a_thing_is_named_but_not_walked_through() -> None:
    indicator, other = (NodeKind.INDICATOR, 1), (NodeKind.SUB_GOAL, 1)
    statement, problem = (NodeKind.STATEMENT, 1), (NodeKind.PROBLEM, 1)
    graph = Graph(
        (Node(*each, "x") for each in (indicator, other, statement, problem)),
        [
            Edge(other, indicator, Relation.MEASURED_BY),
            Edge(indicator, statement, Relation.FEEDS),
            Edge(statement, problem, Relation.SHOWS),
        ],
    )
    named = [twig.node.id for twig in graph.walk(problem, up=True, most=10).twigs]
    assert named == [statement, indicator]
    assert graph.around(problem) == {problem, statement}
    assert set(graph.ancestors(problem)) == {statement, indicator, other}


def test_every_kind_has_a_step_and_a_name_and_every_link_reads_both_ways() -> None:
    assert set(LAYER_OF) == set(NodeKind)
    assert {named.value for named in Named} == {kind.value for kind in NodeKind}
    assert {each.value for each in Reverse} == {each.value for each in Relation}
