"""The forms there are (表单目录): each app hands in its own from its `prints` room, found when the apps are ready."""

from lianxin.kernel.paper.layout import Form
from lianxin.kernel.paper.wording import setting_of

_forms: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Make a form known by its code, and its wording a setting; the later one of a code stands."""
    _forms[form.code] = form
    if form.wordings:
        setting_of(form)
    return form


def form_named(code: str) -> Form:
    """The form of this code. Raises LookupError with the codes there are."""
    if code not in _forms:
        raise LookupError(f"no form {code!r}; there are {sorted(_forms)}")
    return _forms[code]


def forms() -> list[Form]:
    """Every form, by the number in its code: F-28 before F-102."""
    return sorted(_forms.values(), key=lambda form: (len(form.code), form.code))
