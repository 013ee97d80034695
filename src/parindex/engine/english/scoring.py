"""How points came to be."""

from __future__ import annotations

_FACTS = {
    "có": "yes",
    "không": "no",
    "trường hợp": "{count:case|cases}",
    "“{label}”": "“{label}”",
    "Chưa có số liệu {labels}": "No figures yet for {labels}",
    "{label} {number}{unit}": "{label} {number}{unit}",
    "{label} {above}/{below} {percent:=%}": "{label} {above}/{below} {percent:=%}",
    "{label} {above}/0 (mẫu số bằng 0, {meaning})": (
        "{label} {above}/0 (the denominator is 0, {meaning})"
    ),
    "được điểm tối đa theo quy định": "which the rules give full points",
    "không có điểm theo quy định": "which the rules give no points",
    "không áp dụng": "not applicable",
}

_RANGES = {
    "trên {low}{unit}": "above {low}{unit}",
    "từ {low}{unit}": "from {low}{unit}",
    "từ {low}{unit} trở lên": "{low}{unit} or more",
    "dưới {high}{unit}": "below {high}{unit}",
    "{high}{unit}": "{high}{unit}",
    "từ {high}{unit} trở xuống": "{high}{unit} or less",
    "{low} đến {high}": "{low} to {high}",
}

_RULES = {
    "{words} ({range})": "{words} ({range})",
    "{words} ({rate})": "{words} ({rate})",
    "{words} ({how})": "{words} ({how})",
    "{words}, tối đa {top} điểm": "{words}, at most {top} {top:point|points}",
    "{words}, không thấp hơn {floor} điểm": "{words}, no less than {floor} {floor:point|points}",
    "{words} ({rate}, tối đa {top} điểm)": "{words} ({rate}, at most {top} {top:point|points})",
    "{words} ({rate}, không thấp hơn {floor} điểm)": (
        "{words} ({rate}, no less than {floor} {floor:point|points})"
    ),
    # checklist and choice
    "Đạt {done:d}/{all:d} nội dung ({details})": (
        "{done:d} of {all:d} {all:item|items} met ({details})"
    ),
    "đạt: {items}": "met: {items}",
    "chưa đạt: {labels}": "not met: {labels}",
    "{label} {points} điểm": "{label} {points} {points:point|points}",
    "{label} ({answer})": "{label} ({answer})",
    # steps and bands
    "{words}, làm tròn {number}{unit}": "{words}, rounded to {number}{unit}",
    "{words} (ngoài các khoảng đã nêu)": "{words} (outside the stated ranges)",
    # proportional, linear and survey
    "{words} (dưới {start}% nên không có điểm)": "{words} (below {start}%, so no points)",
    "{words}, tính tối đa 100%": "{words}, counted as 100% at most",
    "{words} ({share:%} × {top})": "{words} ({share:%} × {top})",
    "từ {start}% trở xuống không có điểm": "no points at {start}% or less",
    "từ {start}% trở lên không có điểm": "no points at {start}% or more",
    "từ {end}% trở lên được điểm tối đa": "full points at {end}% or more",
    "từ {end}% trở xuống được điểm tối đa": "full points at {end}% or less",
    "[({value:%} − {start}%) × {top}] / ({end}% − {start}%)": (
        "[({value:%} − {start}%) × {top}] / ({end}% − {start}%)"
    ),
    "[({start}% − {value:%}) × {top}] / ({start}% − {end}%)": (
        "[({start}% − {value:%}) × {top}] / ({start}% − {end}%)"
    ),
    "{words} (điều tra xã hội học, × {top})": "{words} (sociological survey, × {top})",
    # deduction, deductions, accumulate and increments
    "{words} (không bị trừ điểm)": "{words} (no points taken off)",
    "trừ {per} điểm mỗi {unit}": "{per} {per:point|points} off for each {unit}",
    "từ {start} điểm trừ {per} điểm mỗi {unit}": (
        "from {start} {start:point|points}, {per} off for each {unit}"
    ),
    "Không bị trừ điểm": "No points taken off",
    "Từ {top} trừ {lost} điểm ({items})": "From {top}, {lost} {lost:point|points} off ({items})",
    "{words} × {points} điểm": "{words} × {points} {points:point|points}",
    "cộng {per} điểm mỗi {unit}": "{per} {per:point|points} for each {unit}",
    "từ {start}{unit} trở xuống được {base} điểm": (
        "{start}{unit} or less earns {base} {base:point|points}"
    ),
    "{base} + {times} × {per}, mỗi {each}{unit} trên {start}{unit}": (
        "{base} + {times} × {per}, for every {each}{unit} above {start}{unit}"
    ),
    # deadline
    "{label}: chưa thực hiện (hạn {due})": "{label}: not done (due {due})",
    "{label} {date} (đúng hạn {due})": "{label} {date} (on time, due {due})",
    "{label} {date} ({late})": "{label} {date} ({late})",
    "chậm {days:d} ngày so với hạn {due}": "{days:d} {days:day|days} late, due {due}",
    "{late}, trong mức chậm đến {days:d} ngày": (
        "{late}, within the tier of up to {days:d} {days:day|days} late"
    ),
    # judged and combine
    "Người chấm cho từ {low} đến {high} điểm, mỗi bậc {step} điểm, căn cứ: {basis}": (
        "Assessors give {low} to {high} {high:point|points} in steps of {step}, based on: {basis}"
    ),
    "cộng các phần": "parts added up",
    "lấy phần thấp nhất": "lowest part counts",
    "lấy phần cao nhất": "highest part counts",
    "{parts}; {how}": "{parts}; {how}",
    "{parts}; sau đó {how}": "{parts}; then {how}",
    "{because}: {points}/{top} điểm": "{because}: {points}/{top} {top:point|points}",
}

_NODES = {
    "Không áp dụng": "Not applicable",
    "Không áp dụng ({when})": "Not applicable ({when})",
    "Không áp dụng.": "Not applicable.",
    "{because}: {points}/{top} điểm.": "{because}: {points}/{top} {top:point|points}.",
    "{because}: {points}/{top} điểm (đã làm tròn).": (
        "{because}: {points}/{top} {top:point|points} (rounded)."
    ),
    "{because}: không tính {top} điểm tối đa của mục này.": (
        "{because}: this component's maximum of {top} {top:point|points} does not count."
    ),
    "{because}: chưa có điểm (tối đa {top}).": "{because}: no points yet (at most {top}).",
    "Chưa có điểm": "No points yet",
    "Cộng {points}/{top} điểm": "{points}/{top} {top:point|points} in all",
    "còn {count:d} mục chưa có điểm": "{count:d} {count:component|components} without points yet",
    "{count:d} mục không áp dụng": "{count:d} {count:component|components} not applicable",
    "{words}.": "{words}.",
    "{words} ({notes}).": "{words} ({notes}).",
    "{sum} Chỉ số: {index:.2}%.": "{sum} Index: {index:.2}%.",
    "{sum} Chỉ số tạm tính: {index:.2}%.": "{sum} Index so far: {index:.2}%.",
    "{sum} {adjusted}": "{sum} {adjusted}",
}

_ADJUSTMENTS = {
    "điểm thưởng": "bonus",
    "điểm trừ": "penalty",
    "{because}: {words}.": "{because}: {words}.",
    "{kind} {points}": "{kind} of {points} {points:point|points}",
    "{kind} {points} (đã làm tròn)": "{kind} of {points} {points:point|points} (rounded)",
    "không có {kind}": "no {kind}",
    "chưa biết {kind} (tối đa {top})": "{kind} not known yet (at most {top})",
    "Điểm thưởng, điểm trừ: không có.": "Bonus and penalty: none.",
    "Điểm thưởng, điểm trừ: {sum}.": "Bonus and penalty: {sum}.",
    " + {counted}": " + {counted}",
    " − {counted}": " − {counted}",
    " + {counted} (điểm thưởng {found}, tính tối đa {counted})": (
        " + {counted} (bonus {found}, at most {counted} counts)"
    ),
    " − {counted} (điểm trừ {found}, tính tối đa {counted})": (
        " − {counted} (penalty {found}, at most {counted} counts)"
    ),
    "{base}{bonus}{penalty} = {reached:-}": "{base}{bonus}{penalty} = {reached:-}",
    "{base}{bonus}{penalty} = {reached:-} điểm": (
        "{base}{bonus}{penalty} = {reached:-} {reached:point|points}"
    ),
    "{words}, tính tối đa {points} điểm": (
        "{words}, counted as {points} {points:point|points} at most"
    ),
    "{words}, tính không thấp hơn {points} điểm": (
        "{words}, counted as {points} {points:point|points} at least"
    ),
}

_TREE = {
    "": "",
    " [thiếu số liệu]": " [figures missing]",
    " [cần người chấm]": " [for assessors]",
    " [không áp dụng]": " [not applicable]",
    " [chưa đủ]": " [incomplete]",
    "(tối đa {sign}{top})": "(at most {sign}{top})",
}

SCORING = _FACTS | _RANGES | _RULES | _NODES | _ADJUSTMENTS | _TREE
