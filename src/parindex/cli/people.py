from __future__ import annotations

import click

from parindex.cli.ground import fail, with_django


@click.group()
def person() -> None:
    """Người dùng."""


@person.command()
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Họ và tên.")
@click.option("--position", default="", help="Chức vụ.")
@click.option(
    "--seat",
    "seats",
    multiple=True,
    required=True,
    metavar="VAI_TRÒ@MÃ_ĐƠN_VỊ",
    help="Ví dụ CLERK@tam-duong.ban-bo; lặp lại được.",
)
@click.password_option("--password", help="Mật khẩu; bỏ trống thì được hỏi.")
@with_django
def add(
    *, username: str, full_name: str, position: str, seats: tuple[str, ...], password: str
) -> None:
    """Tạo một người dùng với vai trò ở đơn vị."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - needs Django set up

    from parindex.accounts.choices import Role  # noqa: PLC0415 - needs Django set up
    from parindex.accounts.operations import register_person  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up
    from parindex.units.queries import find_unit  # noqa: PLC0415 - needs Django set up

    places = []
    for seat in seats:
        role, _at, code = seat.partition("@")
        unit = find_unit(code)
        if role.upper() not in Role.names or unit is None:
            fail(
                f"Không hiểu “{seat}”. Vai trò: {', '.join(Role.names)}; mã đơn vị có trong data/units."
            )
        places.append((Role[role.upper()], unit))
    register_person(
        username=username,
        full_name=full_name,
        position=position,
        encoded_password=make_password(password),
        seats=places,
        actor="parindex person add",
        now=now(),
    )
    click.echo(f"Đã tạo {username}.")


@person.command()
@click.argument("username")
@click.password_option("--password", help="Mật khẩu mới; bỏ trống thì được hỏi.")
@with_django
def password(*, username: str, password: str) -> None:
    """Đặt lại mật khẩu của một người."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - needs Django set up

    from parindex.accounts.operations import set_password  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up

    set_password(
        username=username,
        encoded_password=make_password(password),
        actor="parindex person password",
        now=now(),
    )
    click.echo(f"Đã đặt lại mật khẩu của {username}.")
