"""Every threshold of the cross-checks, in one place; docs/explanation/crosschecks.md says why each is what it is.

Shares and ratios are compared in percentage points, exactly.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

# A self-score above the computed one: by so many points, or by so much of the maximum.
EXCESS_GRAVE_POINTS, EXCESS_GRAVE_SHARE = Decimal(1), Decimal(50)
EXCESS_LOOK_POINTS, EXCESS_LOOK_SHARE = Decimal("0.5"), Decimal(25)

# This year against the last published result.
JUMP = 30
JUMP_GRAVE = 60
RATIO_JUMP = 50
DENOMINATOR_TIMES = 3
DENOMINATOR_LEAST = 10  # smaller ones triple by chance

# A document's own date outside the data window: so near to it is only noted.
NEAR_DAYS = 31

# Outliers: the modified z-score of Iglewicz and Hoaglin (1993) over at least so many other units.
PEERS_LEAST = 8
PEERS_MOST = 100  # of a larger round the first ones stand for all: the middle hardly moves
OUTLIER_Z = Fraction(7, 2)
OUTLIER_GAP = 20
LOW_RATIO_GAP = 50  # below the others only what looks like a slip of the pen
Z_BY_MEDIAN = Fraction(6745, 10000)  # 1 / 1.4826: makes the median deviation comparable to sigma
Z_BY_MEAN = Fraction(
    7979, 10000
)  # 1 / 1.2533: the same for the mean deviation, where the median's is 0

# The unit's own scores of a field against what people say of the field.
SURVEY_GAP = 30
SURVEY_GRAVE = 50

# Of many units' documents that are alike, so many are looked at for each component.
ALIKE_MOST = 3

# The bodies that so many different issuers may name are looked up by name; for more all are read.
NAMES_MOST = 200
