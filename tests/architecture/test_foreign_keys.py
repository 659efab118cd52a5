from django.apps import apps

from tests.architecture.floors import height_of_apps, upward_keys


def test_foreign_keys_point_down_the_floors():
    assert upward_keys(apps.get_models(include_auto_created=True)) == []


def test_every_app_of_ours_has_a_floor():
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("lianxin.")}
    assert ours - set(height_of_apps()) == set()
