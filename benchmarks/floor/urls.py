from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("contacts/<int:aco>/", views.contacts),
    path("api/contacts/<int:aco>/", views.contacts_as_json),
    path("invite/<int:aco>/", views.insert),
]
