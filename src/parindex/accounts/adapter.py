"""What the sign-in library may do here, and how it speaks."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from parindex.accounts.models import User


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are made by an administrator; nobody signs up on their own.

    The library has no Vietnamese of its own, so its sentences stand here.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Tài khoản này đã bị khóa."),
        "enter_current_password": gettext_lazy("Mật khẩu đang dùng không đúng."),
        "incorrect_password": gettext_lazy("Mật khẩu không đúng."),
        "invalid_login": gettext_lazy("Không đăng nhập được. Hãy thử lại."),
        "too_many_login_attempts": gettext_lazy(
            "Đăng nhập sai quá nhiều lần. Hãy đợi năm phút rồi thử lại."
        ),
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu không đúng."),
        "rate_limited": gettext_lazy("Thao tác quá nhanh. Hãy đợi một lúc rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Check a new password; raises ValidationError, in Vietnamese where Django's is English."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as error:
            raise ValidationError([_in_vietnamese(one) for one in error.error_list]) from error


def _in_vietnamese(error: ValidationError) -> ValidationError:
    """Replace the one sentence of Django's validators that its Vietnamese catalogue lacks."""
    if error.code != "password_too_short":
        return error
    message = gettext("Mật khẩu quá ngắn: cần ít nhất %(min_length)d ký tự.")
    return ValidationError(message, code=error.code, params=error.params)
