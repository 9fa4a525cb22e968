from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("contacts/<int:aco>/", views.contacts),
    path("invite/<int:aco>/", views.insert),
]
