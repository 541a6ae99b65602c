"""A ticket's life, checked against the table as a shop would write it on the wall."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.consent import MUST_BE_ANSWERED, Purpose, blocking, refused
from shopdesk.domain.roles import Role
from shopdesk.domain.ticket import (
    CLOSED,
    OPEN,
    TRANSITIONS,
    Outcome,
    Standing,
    Status,
    Step,
    WrongStep,
    after,
    may,
    next_step,
)

WALL = """
received       start_diagnosis → diagnosing, cancel → cancelled
diagnosing     quote → quoted, give_up → unrepairable, cancel → cancelled
quoted         approve → approved, decline → declined, quote → quoted, give_up → unrepairable, cancel → cancelled
approved       start_repair → repairing, wait_for_parts → waiting_parts, quote → quoted, give_up → unrepairable, cancel → cancelled
waiting_parts  start_repair → repairing, quote → quoted, give_up → unrepairable, cancel → cancelled
repairing      finish_repair → testing, wait_for_parts → waiting_parts, quote → quoted, give_up → unrepairable, cancel → cancelled
testing        pass_test → ready, fail_test → repairing, quote → quoted, give_up → unrepairable, cancel → cancelled
ready          collect → collected, repair_again → repairing, abandon → abandoned
declined       give_back → ready, quote → quoted
unrepairable   give_back → ready
cancelled      give_back → ready
collected
abandoned
"""  # noqa: E501 - a table reads as a table


def on_the_wall() -> dict[tuple[Status, Step], Status]:
    table = {}
    for line in WALL.strip().splitlines():
        status, _, moves = line.partition(" ")
        for move in filter(None, moves.strip().split(", ")):
            step, _, to = move.partition(" → ")
            table[Status(status), Step(step)] = Status(to)
    return table


@pytest.mark.parametrize("status", Status)
def test_each_step_leads_where_the_wall_says(status: Status) -> None:
    wall = on_the_wall()
    for step in Step:
        expected = wall.get((status, step))
        assert may(step, status) is (expected is not None)
        if expected is None:
            with pytest.raises(WrongStep) as caught:
                after(step, Standing(status))
            assert (caught.value.step, caught.value.status) == (step, status)
        else:
            assert after(step, Standing(status)).status is expected


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        ("start_diagnosis quote approve start_repair finish_repair pass_test", Outcome.REPAIRED),
        ("start_diagnosis quote decline give_back", Outcome.DECLINED),
        ("start_diagnosis give_up give_back", Outcome.UNREPAIRABLE),
        ("cancel give_back", Outcome.CANCELLED),
        (
            "start_diagnosis quote decline quote approve start_repair finish_repair pass_test",
            Outcome.REPAIRED,
        ),
        (
            "start_diagnosis quote approve start_repair finish_repair fail_test finish_repair pass_test",
            Outcome.REPAIRED,
        ),
    ],
)
def test_why_a_device_goes_back(steps: str, outcome: Outcome) -> None:
    standing = Standing(Status.RECEIVED)
    for step in steps.split():
        standing = after(Step(step), standing)
    assert standing == Standing(Status.READY, outcome)
    assert after(Step.COLLECT, standing) == Standing(Status.COLLECTED, outcome)
    assert after(Step.REPAIR_AGAIN, standing).outcome is Outcome.OPEN


@given(st.lists(st.sampled_from(Step), max_size=60))
def test_no_walk_leaves_the_table_and_closed_is_closed(steps: list[Step]) -> None:
    standing = Standing(Status.RECEIVED)
    for step in steps:
        if may(step, standing.status):
            assert standing.status not in CLOSED
            standing = after(step, standing)
    at_work = standing.status in OPEN
    assert not (at_work and standing.outcome is not Outcome.OPEN)


def test_every_status_is_reached_and_ready_comes_only_by_test_or_giving_back() -> None:
    assert {to for _, to in TRANSITIONS.values()} | {Status.RECEIVED} == set(Status)
    assert {step for step, (_, to) in TRANSITIONS.items() if to is Status.READY} == {
        Step.PASS_TEST,
        Step.GIVE_BACK,
    }


def test_the_next_step_always_follows_and_is_somebodys() -> None:
    for status, role in product(Status, Role):
        step = next_step(status, role)
        assert step is None or may(step, status)
    for status in set(Status) - set(CLOSED):
        step = next_step(status, Role.OWNER)
        assert step is not None
        assert step in {next_step(status, Role.COUNTER), next_step(status, Role.TECHNICIAN)}
    assert next_step(Status.READY, Role.TECHNICIAN) is None
    assert next_step(Status.APPROVED, Role.COUNTER) is None


@pytest.mark.parametrize("answer", [None, False])
def test_a_refused_opening_blocks_the_repair_and_nothing_else(answer: bool | None) -> None:
    answers = dict.fromkeys(Purpose, True) | {Purpose.OPENING: answer}
    assert refused(answers, Purpose.OPENING)
    assert {step for step in Step if blocking(step, answers)} == {Step.START_REPAIR}
    assert blocking(Step.START_REPAIR, answers) is Purpose.OPENING


def test_no_answer_is_no_consent() -> None:
    assert all(refused({}, purpose) for purpose in Purpose)
    assert not any(blocking(step, dict.fromkeys(Purpose, True)) for step in Step)
    others = dict.fromkeys(set(Purpose) - {Purpose.OPENING}, False) | {Purpose.OPENING: True}
    assert not any(blocking(step, others) for step in Step)
    assert set(MUST_BE_ANSWERED) < set(Purpose)
