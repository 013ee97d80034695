"""Sign-in, sign-out and password change: the only pages of allauth that can be reached.

Nobody signs up or resets a password by mail: accounts are made and reset by an administrator.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import path

from parindex.web.shell.account_views import change_password

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("doi-mat-khau/", change_password, name="account_change_password"),
    path("da-khoa/", views.account_inactive, name="account_inactive"),
]
