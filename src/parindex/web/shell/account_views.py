"""Changing one's own password; signing in and out are the library's own views."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.account.views import PasswordChangeView
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from parindex.web.shell.access import signed_in


class TwicePassword(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The library's form with its one English sentence in Vietnamese."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and "password2" in self.errors and self.data.get("password2"):
            self.errors["password2"] = self.error_class(
                [_("Hai lần nhập mật khẩu mới không giống nhau.")]
            )
        elif first and second and first == cleaned.get("oldpassword"):
            self.add_error("password1", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return cleaned


_change = PasswordChangeView.as_view(form_class=TwicePassword)


@signed_in
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Let a person replace their own password."""
    answer: HttpResponseBase = _change(request)
    return answer
