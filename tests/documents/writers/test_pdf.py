from __future__ import annotations

from dataclasses import replace

import pytest

from parindex.documents import results_announcement, self_assessment_report
from parindex.documents.paper import Paper, Signature, text
from parindex.documents.writers import PdfError, write_pdf
from tests.documents import reading
from tests.documents.examples import PLAN, results, self_assessment
from tests.documents.hostile import HOSTILE, LONG_WORD, head, hostile_paper, letter

A4 = (595, 842)


@pytest.fixture(scope="module")
def report():
    return reading.pages(write_pdf(self_assessment_report.compose(self_assessment())))


def size(page) -> tuple[int, int]:
    return (round(page.mediabox.width), round(page.mediabox.height))


def test_the_report_is_a4_and_its_annex_lies_across(report):
    sizes = [size(page) for page in report.pages]
    assert sizes == [A4] * 3 + [A4[::-1]] * (len(sizes) - 3)
    assert 12 <= len(sizes) <= 18


def test_the_first_page_holds_the_letterhead(report):
    first = reading.page_text(report, 0)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-UBND",
        "BÁO CÁO",
    ):
        assert words in first


def test_pages_are_numbered_from_the_second_and_the_annex_anew(report):
    starts = [reading.page_text(report, number).split()[0] for number in range(5)]
    assert starts == ["ỦY", "2", "3", "Phụ", "2"]


def test_two_annexes_count_their_own_pages():
    reader = reading.pages(write_pdf(letter()))
    assert [reading.page_text(reader, number)[:10].strip() for number in (1, 2)] == [
        "Phụ lục I",
        "Phụ lục II",
    ]


def test_the_header_of_the_table_stands_on_every_page_of_it(report):
    pages = range(3, len(report.pages))
    assert all("Mã số Lĩnh vực, tiêu chí" in reading.page_text(report, number) for number in pages)


def test_no_page_of_the_table_ends_with_a_group(report):
    last_lines = [page.extract_text().strip().splitlines()[-1] for page in report.pages[3:-1]]
    assert not [line for line in last_lines if line.startswith("Tiêu chí về")]


def test_the_typeface_is_embedded(report):
    families = {name.split("-")[0] for page in report.pages for name in reading.typefaces(page)}
    assert families == {"LiberationSerif"}


def test_the_typeface_has_every_vietnamese_letter():
    letters = "ĂẮẰẲẴẶÂẤẦẨẪẬĐÊẾỀỂỄỆÔỐỒỔỖỘƠỚỜỞỠỢƯỨỪỬỮỰỲỴỶỸ"
    document = reading.pages(write_pdf(plain(letters + letters.lower())))
    page = document.pages[0]
    assert letters + letters.lower() in reading.page_text(document, 0).replace(" ", "")
    assert all("Liberation" in name for name in reading.typefaces(page))


def plain(words: str) -> Paper:
    return Paper(
        letterhead=head(issuer="Phòng Nội vụ", subject="thử", kind="Báo cáo", is_letter=False),
        body=(text(words),),
        signature=Signature(authority=(), title="TRƯỞNG PHÒNG", name=""),
        recipients=("Lưu: VT",),
    )


def test_a_sign_the_typeface_lacks_leaves_a_box_and_the_words_around_it():
    found = reading.whole_text(reading.pages(write_pdf(plain("mặt cười 😀 ở đây"))))
    assert "mặt cười" in found
    assert "ở đây" in found


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_appears_as_it_was_typed(words):
    assert words in reading.whole_text(reading.pages(write_pdf(plain(words))))


def test_hostile_text_in_every_place_still_makes_a_document():
    found = reading.whole_text(reading.pages(write_pdf(hostile_paper()))).replace(" ", "")
    assert found.count('#read("/etc/passwd")#{1+1}') >= 12
    assert found.count("dài") > 290  # five times sixty, less those parted by a page's end


def test_a_word_without_end_stays_between_the_margins():
    page = reading.pages(write_pdf(plain(LONG_WORD))).pages[0]
    longest = max(len(line) for line in page.extract_text().splitlines())
    assert longest < 100


def test_a_row_taller_than_a_page_goes_on_over_the_next():
    many = tuple(replace(PLAN, number=f"{number}/KH-UBND") for number in range(1, 81))
    rows = tuple(replace(row, evidence=many) for row in self_assessment().rows[2:4])
    data = write_pdf(self_assessment_report.compose(self_assessment(rows=rows)))
    found = reading.whole_text(reading.pages(data))
    assert found.count("80/KH-UBND") == 2
    assert found.count("40/KH-UBND") == 2


def test_equal_papers_give_equal_bytes():
    assert write_pdf(letter()) == write_pdf(letter())


def test_the_file_says_what_it_is(report):
    assert report.metadata.title.startswith("BÁO CÁO: Tự đánh giá")
    assert report.metadata.author == "Ủy ban nhân dân xã Bình Lư"


def test_the_ranking_fits_its_pages():
    reader = reading.pages(write_pdf(results_announcement.compose(results())))
    assert [size(page) for page in reader.pages] == [A4, A4[::-1]]
    assert "14 Xã Sùng Phài 9,84" in reading.page_text(reader, 1)


def test_without_its_typeface_no_pdf_is_made(tmp_path):
    with pytest.raises(PdfError, match="thiếu phông chữ LiberationSerif-Regular"):
        write_pdf(letter(), fonts=tmp_path)
