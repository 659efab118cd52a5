"""The pages of bare Django, at the product's own addresses."""

from django.urls import path

from desk.bare import views

urlpatterns = [
    path("matters/", views.matters),
    path("matters/<str:number>/", views.matter),
    path("matters/<str:number>/do/record/", views.record),
    path("desk/new/", views.create),
    path("leader/months/", views.report),
]
