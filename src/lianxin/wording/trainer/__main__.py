"""Examples in, a model out: JSON lines on the standard input, the file of the model on the standard output.

Nothing touches the disk: what people wrote stays in the pipe. The report lies in the model, under `told`.
"""

import json
import sys

from lianxin.wording.rules.class_file import write_model
from lianxin.wording.rules.ngrams import features
from lianxin.wording.trainer.alike import groups
from lianxin.wording.trainer.fitting import fit
from lianxin.wording.trainer.judging import Example, judge, report


def main() -> int:
    """Read, group, judge, fit on all, write."""
    said = [json.loads(line) for line in sys.stdin.buffer]
    texts = [f"{one['title']}\n{one['text']}" for one in said]
    numbers = groups(texts, [str(one.get("group", "")) for one in said])
    examples = [
        Example(one["title"], one["text"], one["label"], str(number))
        for one, number in zip(said, numbers, strict=True)
    ]
    counted = [features(one.title, one.text) for one in examples]
    labels = sorted({one.label for one in examples})
    told = report(judge(examples, counted), labels)
    model = fit(counted, [one.label for one in examples])
    model.heat = told["heat"]
    model.told = {**told, "examples": len(examples), "groups": len(set(numbers))}
    sys.stdout.buffer.write(write_model(model))
    return 0


if __name__ == "__main__":
    sys.exit(main())
