"""Pages, area by area."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("parindex.web.public.urls")),
    path("", include("parindex.web.shell.urls")),
    path("tu-danh-gia/", include("parindex.web.selfassess.urls")),
    path("tham-dinh/", include("parindex.web.appraise.urls")),
    path("dieu-phoi/", include("parindex.web.manage.urls")),
    path("chuan-bi/", include("parindex.web.prepare.urls")),
    path("cai-thien/", include("parindex.web.improve.urls")),
    path("thong-bao/", include("parindex.web.notify.urls")),
    path("bao-cao/", include("parindex.web.report.urls")),
    path("tong-hop/", include("parindex.web.collate.urls")),
    path("khac-phuc/", include("parindex.web.remedy.urls")),
    path("excel/", include("parindex.web.exchange.urls")),
    path("van-ban/", include("parindex.web.papers.urls")),
]
