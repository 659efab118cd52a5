"""A form in our markup: what is wrong stands beside the box, is read out with it, and nothing typed is lost."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from lianxin.web.forms import (
    MEGABYTE,
    CodeInput,
    LongText,
    PhoneInput,
    PhotosField,
    name_what_is_missing,
)
from tests.web.rendering import render, tags, words


class Filing(forms.Form):
    """Every kind of box we use."""

    text = forms.CharField(label="什么事", help_text="一两句也行", max_length=20, widget=LongText)
    area = forms.ChoiceField(label="哪个村", choices=[("", "不清楚"), ("1", "樟荫村")], required=False)
    identity = forms.ChoiceField(
        label="怎么称呼", choices=[("named", "实名"), ("anonymous", "匿名")], widget=forms.RadioSelect
    )
    phone = forms.CharField(label="电话", widget=PhoneInput, required=False)
    code = forms.CharField(label="查询码", widget=CodeInput, required=False)
    agree = forms.BooleanField(label="看过了", required=False)
    photos = PhotosField(label="照片", most=2, megabytes=1)


def photo(name: str = "a.jpg", size: int = 10) -> SimpleUploadedFile:
    """An upload of this size."""
    return SimpleUploadedFile(name, b"0" * size, content_type="image/jpeg")


def test_a_field_ties_its_hint_and_its_error_to_its_box() -> None:
    html = render("{% field form.text %}", form=Filing({}))
    box = tags(html, "textarea")[0]
    assert box["aria-describedby"] == "id_text_helptext id_text_error"
    assert box["aria-invalid"] == "true"
    assert {one.get("id") for one in tags(html, "p")} >= {"id_text_helptext", "id_text_error"}
    assert tags(html, "label")[0]["for"] == box["id"] == "id_text"


def test_what_was_typed_stays_in_the_box_and_long_text_is_never_cut_off() -> None:
    form = Filing({"text": "水" * 30, "phone": "1990000"})
    html = render("{{ form }}", form=form)
    assert "水" * 30 in html
    assert tags(html, "textarea")[0].get("maxlength") is None
    assert tags(html, "textarea")[0]["data-count"] == "20"
    assert [one["value"] for one in tags(html, "input") if one["name"] == "phone"] == ["1990000"]
    assert "最多 20 字" in words(html)


def test_what_need_not_be_filled_in_says_so() -> None:
    assert words(render("{% field form.area %}", form=Filing()))[:2] == ["哪个村", "（可以不填）"]
    assert "（可以不填）" not in words(render("{% field form.text %}", form=Filing()))


def test_choices_are_a_group_with_a_legend_and_whole_lines_to_touch() -> None:
    html = render("{% field form.identity %}", form=Filing({"identity": "anonymous"}))
    assert len(tags(html, "fieldset")) == 1
    assert [one["for"] for one in tags(html, "label")] == ["id_identity_0", "id_identity_1"]
    assert ["checked" in one for one in tags(html, "input")] == [False, True]
    assert words(html) == ["怎么称呼", "实名", "匿名"]


def test_a_box_to_tick_stands_before_its_words() -> None:
    html = render("{% field form.agree %}", form=Filing())
    assert tags(html, "label")[0]["class"] == "choice"
    assert tags(html, "input")[0]["class"] == "form-check-input"


def test_a_telephone_brings_the_keypad_and_a_code_is_not_corrected() -> None:
    html = render("{{ form }}", form=Filing())
    boxes = {str(one.get("name")): one for one in tags(html, "input")}
    assert (boxes["phone"]["type"], boxes["phone"]["inputmode"], boxes["phone"]["autocomplete"]) == (
        "tel",
        "tel",
        "tel",
    )
    assert (boxes["code"]["autocomplete"], boxes["code"]["spellcheck"]) == ("off", "false")
    assert boxes["photos"]["accept"] == "image/*"


@pytest.mark.req("quality-29")
def test_the_summary_takes_the_focus_and_each_line_leads_to_its_box() -> None:
    form = Filing({})
    form.add_error(None, "这一页放得太久了。")
    html = render("{% error_summary form %}", form=form)
    box = tags(html, "div")[0]
    assert (box["role"], box["tabindex"], "autofocus" in box) == ("alert", "-1", True)
    assert [one["href"] for one in tags(html, "a")] == ["#id_text", "#id_identity"]
    assert words(html)[:2] == ["请先改好这几处", "这一页放得太久了。"]
    whole = render("{{ form }}", form=form)
    ids = {one.get("id") for name in ("textarea", "div") for one in tags(whole, name)}
    assert {"id_text", "id_identity"} <= ids


def test_without_errors_there_is_no_summary() -> None:
    assert words(render("{% error_summary form %}", form=Filing())) == []


def test_a_whole_form_shows_its_hidden_fields_too() -> None:
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

    assert tags(render("{{ form }}", form=Hidden(initial={"token": "x"})), "input")[0]["type"] == "hidden"


def uploaded(*photos: SimpleUploadedFile) -> Filing:
    """The form with these photos."""
    return Filing({"text": "水", "identity": "named"}, MultiValueDict({"photos": list(photos)}))


def test_photos_are_a_list_and_none_is_fine() -> None:
    for count in (0, 1, 2):
        form = uploaded(*[photo()] * count)
        assert form.is_valid(), form.errors
        assert len(form.cleaned_data["photos"]) == count


@pytest.mark.parametrize(
    ("photos", "said"),
    [
        ([photo(), photo(), photo()], "最多传 2 张照片，请去掉几张。"),
        ([photo("井.jpg", MEGABYTE + 1)], "照片“井.jpg”超过 1 MB，请换一张小一些的。"),
        ([photo(size=0)], "所提交的是空文件。"),
    ],
)
def test_a_photo_that_will_not_do_is_named_with_the_remedy(
    photos: list[SimpleUploadedFile], said: str
) -> None:
    assert uploaded(*photos).errors["photos"] == [said]


def test_what_is_missing_is_asked_for_by_its_name() -> None:
    class Moving(forms.Form):
        unit = forms.ChoiceField(label="承办单位", choices=[("1", "供水站")])
        basis = forms.CharField(label="派单依据")
        reply = forms.CharField(label="答复", error_messages={"required": "请写下答复。"})

    form = Moving({})
    name_what_is_missing(form.fields.values())
    assert {name: list(faults) for name, faults in form.errors.items()} == {
        "unit": ["请选“承办单位”。"],
        "basis": ["请填“派单依据”。"],
        "reply": ["请写下答复。"],
    }
