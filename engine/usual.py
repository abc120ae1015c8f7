"""What most demonstrations ask, asked in the same words everywhere.

A demonstration writes `Annotated[int, usual.SEEDS]` and gives its own default.
"""

from engine.parameters import Choice, Int, Real, Seed

GATE = Choice(
    "and",
    "or",
    "xor",
    zh="数据",
    en="data",
    words={"and": ("与（AND）", "AND"), "or": ("或（OR）", "OR"), "xor": ("异或（XOR）", "XOR")},
)
ACTIVATION = Choice("sigmoid", "tanh", "relu", zh="隐藏层的激活函数", en="hidden activation")
WIDTH = Choice(2, 4, 8, zh="隐藏单元数", en="hidden units")  # widths at which matrix kernels keep symmetry exact
RATE = Real(0.01, 10.0, log=True, zh="学习率", en="learning rate")
STEPS = Int(1, 2000, log=True, zh="步数", en="steps")
SEED = Seed()
SEEDS = Int(1, 64, log=True, zh="种子数", en="number of seeds")
