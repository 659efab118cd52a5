"""The papers of door rounds (表单); found when the apps are ready."""

from lianxin.rounds.prints import rota as rota, route as route
