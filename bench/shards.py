#!/usr/bin/env python3
"""What dividing a batch among machines costs, and how well its plan foresees what each part takes.

usage: shards.py [--shards N] [--rounds N] [--jobs N] [--only-shards] [--tachado PROGRAM] FOLDER [OPTION OF tachado run...]

One run over FOLDER, then a plan, its shards one after the other and their merge, in turns for so many
rounds; processor time of all their processes, the best round of each. For each shard what the plan
estimates beside what it took; the slowest beside the mean; all shards beside the one run, and the plan and
the merge for themselves. --only-shards leaves out the one run, which takes as long again.
"""
import argparse
import json
import pathlib
import shutil
import sys
import tempfile

from measure import run

HERE = pathlib.Path(__file__).resolve().parent


def cpu(command, codes=(0, 3)):
    cost = run([str(word) for word in command])
    if cost.code not in codes:
        sys.exit(f"{' '.join(map(str, command))} ended with {cost.code}")
    return cost.cpu


def measure(args, scratch):
    def begin(name):
        shutil.rmtree(scratch / name, ignore_errors=True)
        return scratch / name

    def tachado_run(out, *more):
        return cpu([args.tachado, "run", *more, "-o", out, "--jobs", args.jobs, "--quiet", *args.options])

    plan = scratch / "plan.json"
    plan.unlink(missing_ok=True)
    ocr = [word for at, word in enumerate(args.options) if "--ocr" in (word, args.options[at - 1] if at else "")]
    cost = {} if args.only_shards else {"one run": tachado_run(begin("one"), args.folder)}
    cost["plan"] = cpu([args.tachado, "plan", args.folder, "-o", plan, "--shards", args.shards, *ocr])
    shards = []
    for number in range(1, args.shards + 1):
        shards.append(tachado_run(begin(str(number)), "--plan", plan, "--shard", f"{number}/{args.shards}"))
    cost["merge"] = cpu([args.tachado, "merge", "-o", begin("all"), "--plan", plan,
                         *(scratch / str(number) for number in range(1, args.shards + 1))])
    for name in () if args.only_shards else ("documents.jsonl", "summary.csv"):
        if (scratch / "one" / name).read_bytes() != (scratch / "all" / name).read_bytes():
            sys.exit(f"{name} of the shards is not that of one run")
    return cost, shards, json.loads(plan.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--shards", type=int, default=7)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only-shards", action="store_true")
    parser.add_argument("--tachado", type=pathlib.Path, default=HERE.parent / "build/release/pipeline/tachado")
    args, args.options = parser.parse_known_args()

    costs, taken = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(args.rounds):
            cost, shards, plan = measure(args, pathlib.Path(scratch))
            costs.append(cost)
            taken.append(shards)
    cost = {name: min(one[name] for one in costs) for name in costs[0]}
    shards = [min(times) for times in zip(*taken)]

    documents = plan["documents"]
    pages = sum(one["pages"] for one in documents)
    recognised = sum(one["pages"] * one["scanned"] for one in documents)
    print(f"{len(documents)} documents, {pages} pages, {recognised:.0f} of them to be recognised")
    print("| shard | documents | estimated s | measured s | measured / estimated |\n| --- | --- | --- | --- | --- |")
    ratios = []
    for number, measured in enumerate(shards, 1):
        own = [one["seconds"] for one in documents if one["shard"] == number]
        ratios.append(measured / sum(own) if own else 1)
        print(f"| {number} | {len(own)} | {sum(own):.1f} | {measured:.1f} | {ratios[-1]:.2f} |")
    mean = sum(shards) / len(shards)
    print(f"\nmeasured / estimated from {min(ratios):.2f} to {max(ratios):.2f}; "
          f"slowest shard / mean {max(shards) / mean:.2f}")
    print(f"{len(shards)} shards {sum(shards):.1f} s; plan {cost['plan']:.1f} s, merge {cost['merge']:.1f} s")
    if not args.only_shards:
        print(f"one run {cost['one run']:.1f} s; shards / one run {sum(shards) / cost['one run']:.3f}")
    print(f"pages per core hour: {pages / sum(shards) * 3600:,.0f}")


if __name__ == "__main__":
    main()
