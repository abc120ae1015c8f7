"""A small bank for tests: three sound questions, one document, one contradiction.

They stand on a real demonstration of the engine (`zero-init-symmetry`), never on a question of the real bank.
"""

import re
from pathlib import Path

IDS = {
    "units-stay-alike": "11111111-1111-4111-8111-111111111111",
    "base-rate-loss": "22222222-2222-4222-8222-222222222222",
    "why-not-zero": "33333333-3333-4333-8333-333333333333",
}

CHOICE = f"""+++
id = "{IDS["units-stay-alike"]}"
title.zh = "全零的隐藏层"
title.en = "An all-zero hidden layer"
topic = "initialization"
level = "core"
demonstration = "zero-init-symmetry"
params = {{ data = "and", hidden = 4, steps = 200 }}
rests_on = ["gap"]

[ask]
kind = "choice"

[[ask.options]]
key = "a"
holds = ["moved"]
zh = "参数一个也不动"
en = "Not one parameter moves"
because.zh = "只有标签平衡时才冻结。"
because.en = "Frozen only on balanced labels."
[[ask.options]]
key = "b"
holds = ["gap"]
fails = ["moved"]
zh = "参数会动，单元始终一样"
en = "The parameters move and the units stay alike"
because.zh = "有更新，无差别。"
because.en = "Movement without difference."
[[ask.options]]
key = "c"
fails = ["gap"]
zh = "舍入让单元分开"
en = "Rounding sets the units apart"

[[sources]]
document = "D1"
section = "1"
statements = ["D1-01", "D1-02"]

[[rubric]]
key = "r1"
points = 2
zh = "说出梯度相等的理由"
en = "Gives the reason: equal gradients"
[[rubric]]
key = "r2"
points = 1
zh = "整层只顶一个单元"
en = "Concludes that the layer is worth one unit, with $h \\\\ge 1$"

[[follow_ups]]
zh = "只猜标签比例的损失是多少？"
en = "What does guessing the base rate cost?"
question = "base-rate-loss"
+++
## prompt.zh
隐藏层有 {{{{ hidden }}}} 个 {{{{ activation }}}} 单元，全部从零开始。训练之后会怎样？
## prompt.en
A layer of {{{{ hidden }}}} {{{{ activation }}}} units starts from zero. What has training made of it?
## answer.zh
单元一直相同：最大差是 {{{{ gap }}}}，损失停在 {{{{ final:.4f }}}}，

$$\\Delta w_i=\\Delta w_j .$$
## answer.en
The units remain alike: the largest gap is {{{{ gap }}}}, and the loss ends at {{{{ final:.4f }}}},

$$\\Delta w_i=\\Delta w_j .$$
"""

NUMBER = f"""+++
id = "{IDS["base-rate-loss"]}"
title.zh = "只猜比例"
title.en = "Guessing the base rate"
topic = "initialization"
level = "warm-up"
demonstration = "zero-init-symmetry"
params = {{ data = "and" }}
rests_on = ["gap"]

[ask]
kind = "number"
finding = "prior"
label.zh = "交叉熵"
label.en = "the cross-entropy, in nats"
relative = 0.01

[[sources]]
document = "D1"
section = "1"

[[rubric]]
key = "r1"
points = 1
zh = "写出标签的熵"
en = "Writes the entropy of the labels"

[[follow_ups]]
zh = "异或呢？"
en = "And on XOR?"
+++
## prompt.zh
在{{{{ data }}}}数据上，只猜标签比例的交叉熵是多少？
## prompt.en
On the {{{{ data }}}} data, what does guessing the base rate cost?
## answer.zh
标签的熵：**{{{{ prior:.4f }}}}**。
## answer.en
The entropy of the labels: **{{{{ prior:.4f }}}}**.
"""

SPOKEN = f"""+++
id = "{IDS["why-not-zero"]}"
title.zh = "为什么不从零开始"
title.en = "Why not start from zero?"
topic = "initialization"
level = "stretch"
demonstration = "zero-init-symmetry"
rests_on = ["gap"]

[ask]
kind = "spoken"

[[sources]]
document = "D1"
section = "1"
statements = ["D1-01"]

[[rubric]]
key = "r1"
points = 3
zh = "指出对称性不会被打破"
en = "Says that nothing breaks the symmetry"
[[rubric]]
key = "r2"
points = 1
zh = "知道逻辑回归不受影响"
en = "Knows that logistic regression is unharmed"

[[follow_ups]]
zh = "全零的隐藏层学到了什么？"
en = "What does an all-zero hidden layer learn?"
question = "units-stay-alike"
+++
## prompt.zh
面试官问：权重为什么不能全部初始化为零？
## prompt.en
The interviewer asks: why must weights not all start from zero?
## answer.zh
因为相同的单元收到相同的梯度。训练 {{{{ steps }}}} 步之后，最大差仍是 {{{{ gap }}}}。
## answer.en
Because equal units receive equal gradients. After {{{{ steps }}}} steps the largest gap is still {{{{ gap }}}}.
"""

DOCUMENT = """key = "D1"
title.zh = "一份讲义"
title.en = "Some lecture notes"
author.zh = "某老师"
author.en = "a lecturer"
year = 2019
about.zh = "讲权重为什么不能从零开始。"
about.en = "On why weights must not start from zero."
rights.zh = "只复述事实。"
rights.en = "Facts restated only."

[[sections]]
id = "1"
title.zh = "全零"
title.en = "All zero"

[[statements]]
id = "D1-01"
section = "1"
says.zh = "全零时单元始终相同。"
says.en = "From zero the units stay alike."
verdict = "true"
[[statements.decided_by]]
demonstration = "zero-init-symmetry"
holds = ["gap"]

[[statements]]
id = "D1-02"
section = "1"
says.zh = "全零时参数一个也不更新。"
says.en = "From zero no parameter is ever updated."
formula = '\\Delta w = 0'
verdict = "false"
corrected.zh = "标签不平衡时参数会更新。"
corrected.en = "On unbalanced labels the parameters do move."
errata = ["ED1-1"]
[[statements.decided_by]]
demonstration = "zero-init-symmetry"
params = { data = "and" }
fails = ["moved"]
"""

CONTRADICTIONS = """[[contradictions]]
id = "X1"
title.zh = "动还是不动"
title.en = "Do they move or not?"
statements = ["D1-01", "D1-02"]
settled.zh = "会动，但始终一样。"
settled.en = "They move, and stay alike."
question = "units-stay-alike"
[[contradictions.decided_by]]
demonstration = "zero-init-symmetry"
holds = ["gap"]
fails = ["moved"]
"""

TOPICS = """[[topics]]
key = "initialization"
zh = "参数初始化"
en = "Initialization"
"""

CHAPTER = """[[topics.chapters]]
zh = "先读这些"
en = "Read these first"
questions = ["why-not-zero", "base-rate-loss"]
"""

QUESTIONS = {"units-stay-alike": CHOICE, "base-rate-loss": NUMBER, "why-not-zero": SPOKEN}


def write_bank(root: Path) -> Path:
    """Write the small bank into a folder."""
    topic, sources = root / "initialization", root / "sources"
    topic.mkdir(parents=True)
    sources.mkdir()
    for slug, text in QUESTIONS.items():
        (topic / f"{slug}.md").write_text(text, encoding="utf-8")
    (sources / "D1.toml").write_text(DOCUMENT, encoding="utf-8")
    (root / "contradictions.toml").write_text(CONTRADICTIONS, encoding="utf-8")
    (root / "topics.toml").write_text(TOPICS, encoding="utf-8")
    return root


def changed(text: str, old: str, new: str) -> str:
    """The text with one thing changed, which must be there."""
    assert old in text
    return text.replace(old, new, 1)


def copy_of(text: str, number: int) -> str:
    """The same question under an id of its own."""
    made, count = re.subn(
        r'^id = "[^"]+"', f'id = "{number:08x}-0000-4000-8000-000000000000"', text, flags=re.MULTILINE
    )
    assert count == 1
    return made


def line_of(text: str, needle: str) -> int:
    """The number of the first line that holds these words."""
    return next(number for number, line in enumerate(text.split("\n"), start=1) if needle in line)
