from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from parindex.config.middleware import ChosenLanguage

speak = ChosenLanguage(lambda _request: HttpResponse(translation.get_language()))


@pytest.mark.parametrize(("cookie", "language"), [(None, "vi"), ("en", "en"), ("tlh", "vi")])
def test_the_cookie_decides_and_the_browser_does_not(cookie, language):
    request = RequestFactory().get("/", headers={"accept-language": "en-US,en"})
    if cookie:
        request.COOKIES["django_language"] = cookie
    response = speak(request)
    assert response.content.decode() == language
    assert response["Content-Language"] == language
