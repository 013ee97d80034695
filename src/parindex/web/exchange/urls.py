"""Pages under /excel/."""

from __future__ import annotations

from django.urls import path

from parindex.web.exchange import book_views, dossier_views, field_views, offer_views

app_name = "exchange"
_DOSSIER = "ho-so/<int:dossier_id>/"
_BOOK = "tep/<int:book_id>/"
urlpatterns = [
    path(_DOSSIER, dossier_views.dossier, name="dossier"),
    path(f"{_DOSSIER}bieu.xlsx", dossier_views.workbook, name="workbook"),
    path(f"{_DOSSIER}bieu.csv", dossier_views.table, name="table"),
    path(f"{_DOSSIER}de-nghi/", offer_views.proposals, name="proposals"),
    path(f"{_DOSSIER}de-nghi/nhan/", offer_views.accept, name="accept"),
    path(f"{_DOSSIER}de-nghi/<int:proposal_id>/khong-nhan/", offer_views.decline, name="decline"),
    path("linh-vuc/<int:round_id>/", field_views.field, name="field"),
    path("linh-vuc/<int:round_id>/<str:set_code>.<str:fmt>", field_views.figures, name="figures"),
    path(_BOOK, book_views.book, name="book"),
    path(f"{_BOOK}ghi/", book_views.apply, name="apply"),
    path(f"{_BOOK}bo/", book_views.discard, name="discard"),
    path(f"{_BOOK}hoan-tac/", book_views.take_back, name="undo"),
]
