"""Student's t by degrees of freedom: a standard table, and what it tends to beyond; pure."""

from typing import Final

#: Student's t, two-sided 90 %, by degrees of freedom 1 to 30 (a standard table).
_T90: Final = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771,
    1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706,
    1.703, 1.701, 1.699, 1.697,
)  # fmt: skip
#: Student's t, two-sided 95 %, by degrees of freedom 1 to 30 (a standard table).
_T95: Final = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
_Z90: Final = 1.645
_Z95: Final = 1.96


def t90(freedom: int) -> float:
    """Return Student's t, two-sided 90 %, for *freedom* degrees, from 1 on."""
    return _T90[freedom - 1] if freedom <= len(_T90) else _Z90 + 1.5 / freedom


def t95(freedom: float) -> float:
    """Return Student's t, two-sided 95 %, for *freedom* degrees, rounded down."""
    return _T95[int(freedom) - 1] if freedom < len(_T95) + 1 else _Z95 + 2.4 / freedom
