"""The rules of the shift scheduling benchmark as an OR-Tools CP-SAT model: the peer that cp-sat.ts compares with.

    python cp_sat.py Instance1.txt --seconds 60 --workers 2 --seed 1 --out roster.csv

Prints one line of JSON: status, objective and bound as CP-SAT sees them, and wall seconds. Rows of the roster are
`person,day,shift`, as `linchpin-roster check` reads them.
"""

import argparse
import csv
import json
import time

from ortools.sat.python import cp_model


def read_sections(path):
    """Lines of fields by section; `#` comments and blank lines are skipped."""
    sections = {}
    with open(path, encoding="utf-8") as file:
        for line in map(str.strip, file):
            if line.startswith("SECTION_"):
                fields = sections.setdefault(line.removeprefix("SECTION_"), [])
            elif line and not line.startswith("#"):
                fields.append(line.split(","))
    return sections


def build(sections):
    model = cp_model.CpModel()
    days = range(int(sections["HORIZON"][0][0]))
    minutes = {shift: int(length) for shift, length, *_ in sections["SHIFTS"]}
    banned = [
        (shift, then) for shift, _, *rest in sections["SHIFTS"] for then in (rest[0].split("|") if rest and rest[0] else [])
    ]
    days_off = {person: {int(day) for day in rest} for person, *rest in sections.get("DAYS_OFF", [])}
    people = [fields[0] for fields in sections["STAFF"]]
    works = {
        (person, day, shift): model.new_bool_var(f"{person} {day} {shift}")
        for person in people
        for day in days
        for shift in minutes
    }
    for person, caps, max_minutes, min_minutes, max_work, min_work, min_off, max_weekends in sections["STAFF"]:
        at_work = []
        for day in days:
            worked = model.new_bool_var("")
            model.add_exactly_one([worked.negated()] + [works[person, day, shift] for shift in minutes])
            at_work.append(worked)
            if day in days_off.get(person, ()):
                model.add(worked == 0)
        for cap in caps.split("|"):
            shift, most = cap.split("=")
            model.add(sum(works[person, day, shift] for day in days) <= int(most))
        for day in days[1:]:
            for first, then in banned:
                model.add_at_most_one(works[person, day - 1, first], works[person, day, then])
        model.add_linear_constraint(
            sum(length * works[person, day, shift] for day in days for shift, length in minutes.items()),
            int(min_minutes),
            int(max_minutes),
        )
        for day in days[: -int(max_work)]:
            model.add_bool_or(at_work[other].negated() for other in range(day, day + int(max_work) + 1))
        # A run that is too short lies between two days of the other kind; runs at the edges are exempt.
        for least, run in ((int(min_work), at_work), (int(min_off), [worked.negated() for worked in at_work])):
            for length in range(1, least):
                for day in days[: -length - 1]:
                    inside = [run[other].negated() for other in range(day + 1, day + length + 1)]
                    model.add_bool_or([run[day], *inside, run[day + length + 1]])
        weekends = []
        for saturday in days[5::7]:
            weekend = model.new_bool_var("")
            for day in (saturday, saturday + 1):
                if day in days:
                    model.add_implication(at_work[day], weekend)
            weekends.append(weekend)
        model.add(sum(weekends) <= int(max_weekends))

    costs = [
        int(weight) * works[person, int(day), shift].negated()
        for person, day, shift, weight in sections.get("SHIFT_ON_REQUESTS", [])
    ] + [
        int(weight) * works[person, int(day), shift]
        for person, day, shift, weight in sections.get("SHIFT_OFF_REQUESTS", [])
    ]
    for day, shift, target, under, over in sections["COVER"]:
        missing = model.new_int_var(0, int(target), "")
        surplus = model.new_int_var(0, len(people), "")
        heads = sum(works[person, int(day), shift] for person in people)
        model.add(heads + missing - surplus == int(target))
        costs += [int(under) * missing, int(over) * surplus]
    model.minimize(sum(costs))
    return model, works


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    begun = time.monotonic()
    model, works = build(read_sections(options.file))
    solver = cp_model.CpSolver()
    # Building the model is part of the budget, as reading is of ours.
    solver.parameters.max_time_in_seconds = max(1, options.seconds - (time.monotonic() - begun))
    solver.parameters.num_workers = options.workers
    solver.parameters.random_seed = options.seed
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    with open(options.out, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["person", "day", "shift"])
        if found:
            writer.writerows(key for key, variable in works.items() if solver.boolean_value(variable))
    print(
        json.dumps(
            {
                "status": solver.status_name(status),
                "objective": round(solver.objective_value) if found else None,
                "bound": solver.best_objective_bound,
                "seconds": round(time.monotonic() - begun, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
