"""What can still be won."""

from __future__ import annotations

_CHANGES = {
    "“{label}” chậm nhất ngày {date}": "“{label}” by {date} at the latest",
    "“{label}” là {answer}": "“{label}” to be {answer}",
    "“{label}” là {now}{unit}": "“{label}” to be {now}{unit}",
    "{change} (hiện là {answer})": "{change} (now {answer})",
    "“{label}” đạt {percent:%} (như {above} trên {below})": (
        "“{label}” to reach {percent:%} (such as {above} of {below})"
    ),
    "“{label}” tăng {more} điểm phần trăm ({was}% → {now}%)": (
        "“{label}” up by {more} percentage {more:point|points} ({was}% → {now}%)"
    ),
    "“{label}” giảm {more} điểm phần trăm ({was}% → {now}%)": (
        "“{label}” down by {more} percentage {more:point|points} ({was}% → {now}%)"
    ),
    "thêm {more} {noun}": "{more} more {noun}",
    "bớt {more} {noun}": "{more} fewer {noun}",
    "{cases} {noun}": "{cases} {noun}",
    "{more} ({was} → {above} trên {below})": "{more} ({was} → {above} of {below})",
    "{more} {cases} mới": "{more} new {cases}",
    "thêm {new}, đều tính vào “{label}”": "{new}, all counted in “{label}”",
    "thêm {new}, không tính vào “{label}”": "{new}, none counted in “{label}”",
    "{above}/{below}": "{above}/{below}",
    "{change} ({was} → {now})": "{change} ({was} → {now})",
}

_GOALS = {
    "Cần {changes} để đạt {points} điểm.": "For {points} {points:point|points}: {changes}.",
    "{sentence} Hoặc {changes}.": "{sentence} Or: {changes}.",
    "Cần {changes}: {effects}.": "Needed: {changes}. Then: {effects}.",
    "mục {code}": "component {code}",
    "điểm thưởng trừ điểm phạt": "bonus less penalty",
    "{name} được {after} điểm (chưa có điểm)": (
        "{name} gets {after} {after:point|points} (none yet)"
    ),
    "{name} tăng từ {before} lên {after} điểm": (
        "{name} rises from {before} to {after} {after:point|points}"
    ),
    "{name} giảm từ {before} còn {after} điểm": (
        "{name} falls from {before} to {after} {after:point|points}"
    ),
    "Hiện có {points}/{top} điểm, chỉ số {index:.2}%": (
        "Now {points}/{top} {top:point|points}, index {index:.2}%"
    ),
    "{points} điểm, chỉ số {index:.2}%": "{points} {points:point|points}, index {index:.2}%",
    "{now}; còn đạt được {then}.": "{now}; within reach: {then}.",
    "{now}; còn đạt được ít nhất {then}.": "{now}; within reach: at least {then}.",
    "Việc còn làm được (nhiều điểm mà ít công xếp trước):": (
        "What can still be done (most points for the least effort first):"
    ),
    "{place:d}. +{gain} điểm. {win}": "{place:d}. +{gain} {gain:point|points}. {win}",
    "Không lấy được:": "Out of reach:",
    "- Mục {code}, {points} điểm. {why}": (
        "- Component {code}, {points} {points:point|points}. {why}"
    ),
}

_OBSTACLES = {
    "Mục này không áp dụng.": "This component is not applicable.",
    "Người chấm quyết định điểm của mục này, không tính ngược từ số liệu được.": (
        "Assessors decide the points of this component; figures do not."
    ),
    "Đã qua ngày chốt {date}.": "The cut-off day, {date}, is past.",
    "Không có thay đổi nào được nhiều điểm hơn mà không mất điểm ở chỗ khác.": (
        "No change earns more points without losing points elsewhere."
    ),
    "{reasons}.": "{reasons}.",
    "“{label}” do điều tra xã hội học quyết định, đơn vị không thay đổi được": (
        "“{label}” comes from the sociological survey, the unit cannot change it"
    ),
    "“{label}” đã chốt, không thay đổi được": "“{label}” is settled and cannot change",
    "“{label}” đã là ngày {date}, không lấy lại được": (
        "“{label}” was on {date}, which cannot be undone"
    ),
    "“{label}”: hạn {due} đã qua, không lấy lại được": (
        "“{label}”: due {due}, now past, which cannot be undone"
    ),
}

GOALS = _CHANGES | _GOALS | _OBSTACLES
