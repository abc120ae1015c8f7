"""What most demonstrations ask and show, in the same words everywhere.

A demonstration writes `Annotated[int, usual.SEEDS]` and gives its own default.
"""

from engine.findings import Heatmap, Words
from engine.parameters import Choice, Int, Real, Seed

_DATA: dict[str, Words] = {
    "and": ("与（AND）", "AND"),
    "or": ("或（OR）", "OR"),
    "xor": ("异或（XOR）", "XOR"),
    "one": ("单个样本 (1, 2)，标签 1", "the one sample (1, 2) with label 1"),
    "four": ("四个一般位置的点", "four points in general position"),
    "overlap": ("两类重叠的 40 个点", "40 points of overlapping classes"),
    "twin": ("x₁ ≡ x₂ 的 40 个点", "40 points with x₁ ≡ x₂"),
}

STEP: Words = ("步数", "step")  # the words of an axis
NATS: Words = ("交叉熵（nat）", "cross-entropy (nats)")


def data(*names: str) -> Choice:
    """Which data set, of those that the files of `engine.numerics` make by name."""
    return Choice(*names, zh="数据", en="data", words={name: _DATA[name] for name in names})


def steps(low: int, high: int) -> Int:
    """How many steps of gradient descent."""
    return Int(low, high, log=True, zh="步数", en="steps")


def seeds(high: int) -> Int:
    """How many seeds one run goes through: `seed`, `seed` + 1, …"""
    return Int(1, high, log=True, zh="种子数", en="number of seeds")


def square(*, zh: str, en: str) -> Heatmap:
    """The nine parameters of the 2-2-1 network, as `engine.numerics.two_two_one` lays them out."""
    sources = (("第一路", "first"), ("第二路", "second"), ("偏置", "bias"))
    return Heatmap(zh=zh, en=en, x=("流入", "into"), y=("来自", "from"), across=("a₁", "a₂", "a₃"), down=sources)


GATE = data("and", "or", "xor")
ACTIVATION = Choice("sigmoid", "tanh", "relu", zh="隐藏层的激活函数", en="hidden activation")
WIDTH = Choice(2, 4, 8, zh="隐藏单元数", en="hidden units")  # widths at which matrix kernels keep symmetry exact
RATE = Real(0.01, 10.0, log=True, zh="学习率", en="learning rate")
STEPS = steps(1, 2000)
SEED = Seed()
SEEDS = seeds(64)
