"""URLs of the self-assessment desk, under /tu-danh-gia/."""

from __future__ import annotations

from django.urls import path

from parindex.web.selfassess import (
    checking,
    comparing,
    desk,
    handing_in,
    proofs,
    replies,
    report,
    sheets,
    supplements,
)

app_name = "selfassess"
_COMPONENT = "<int:dossier_id>/muc/<str:code>/"
_SHEET = "<int:dossier_id>/phan/<int:sheet_id>/"
_ITEM = "<int:dossier_id>/bo-sung/<int:item_id>/"

urlpatterns = [
    path("<int:dossier_id>/", desk.desk, name="desk"),
    path("<int:dossier_id>/linh-vuc/<str:code>/", desk.field, name="field"),
    path("<int:dossier_id>/doi-chieu/", checking.hints, name="hints"),
    path(f"{_COMPONENT}doi-chieu/", checking.component_hints, name="component_hints"),
    path(_COMPONENT, desk.save_component, name="save_component"),
    path("<int:dossier_id>/so-lieu/<str:fact_code>/", desk.save_fact, name="save_fact"),
    path(f"{_COMPONENT}tai-lieu/", proofs.attach, name="attach"),
    path(f"{_COMPONENT}tai-lieu/co-san/", proofs.attach_existing, name="attach_existing"),
    path(f"{_COMPONENT}tai-lieu/go/", proofs.detach, name="detach"),
    path(_SHEET, sheets.sheet, name="sheet"),
    path(f"{_SHEET}nhan-xet/", sheets.save_remarks, name="save_remarks"),
    path(f"{_SHEET}bao-cao.<str:fmt>", report.report, name="report"),
    path("<int:dossier_id>/so-voi-dot-truoc/", comparing.comparison, name="comparison"),
    path("<int:dossier_id>/nop/", handing_in.submit, name="submit"),
    path("<int:dossier_id>/bien-nhan/", handing_in.receipt, name="receipt"),
    path("<int:dossier_id>/bo-sung/", supplements.supplements, name="supplements"),
    path(f"{_ITEM}tai-lieu/", supplements.attach, name="supplement_attach"),
    path(f"{_ITEM}tra-loi/", supplements.answer, name="supplement_answer"),
    path("<int:dossier_id>/giai-trinh/", replies.replies, name="replies"),
    path("<int:dossier_id>/giai-trinh/<str:code>/", replies.save_reply, name="save_reply"),
    path("<int:dossier_id>/giai-trinh/<str:code>/trao-doi/", replies.say, name="say"),
]
