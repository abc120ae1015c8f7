"""One BLAS thread a process, unless the environment says otherwise; import this before NumPy.

Beside other work a second thread waits for its turn: products of 128 to 256 columns become 7 to 53 times slower.
Processes, not threads, are how runs scale.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
