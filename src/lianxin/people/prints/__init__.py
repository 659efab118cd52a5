"""The paper about people (表单); found when the apps are ready."""

from lianxin.people.prints import consents as consents
